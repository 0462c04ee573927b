//! The browser's own store, IndexedDB: one place for a few records under their names.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use idb::event::VersionChangeEvent;
use idb::{
    Database, DatabaseEvent, Event, Factory, KeyRange, ObjectStore, ObjectStoreParams, Request, Transaction,
};
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{DomException, IdbDatabase, IdbTransaction, IdbVersionChangeEvent};

use super::scope::own;
use facade_app::store_status::Refusal;
use facade_platform::within;

/// Names of the database, which is this path's, and of the one store in it.
const DATABASE: &str = "facade";
const STORE: &str = "kept";
/// The database of before each path of a host had its own.
const FORMER: &str = "facade";

/// Milliseconds in which the browser has to open it. It may be opened later all the same.
const OPEN_MS: f64 = 5_000.0;

// The crate and web-sys know no durability.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = IDBDatabase)]
    type Durable;
    #[wasm_bindgen(method, catch)]
    fn transaction(
        this: &Durable,
        store: &str,
        mode: &str,
        options: &Object,
    ) -> Result<IdbTransaction, JsValue>;
}

/// What happens to a record, by its name or number.
#[derive(Clone, Debug)]
pub(super) enum Record {
    /// This takes its place.
    Put(JsValue, JsValue),
    /// It goes.
    Remove(JsValue),
}

/// The store. It is opened when it is first needed, and again should the browser have closed it.
#[derive(Debug, Default)]
pub(super) struct Store {
    open: Rc<RefCell<Option<IdbDatabase>>>,
    /// Keeps its promise when the browser opens it.
    opening: RefCell<Option<Promise>>,
    /// Whether another tab keeps it from being opened.
    blocked: Rc<Cell<bool>>,
    /// Told when a newer version of the page needs it.
    outdated: Rc<RefCell<Option<Function>>>,
}

impl Store {
    /// Whom to tell when a newer version of the page needs the store, which this one lets go of then.
    pub(super) fn when_outdated(&self, tell: Function) {
        self.outdated.replace(Some(tell));
    }

    /// Opens it, for as long as that takes where `patient`.
    pub(super) async fn open(&self, patient: bool) -> Result<IdbDatabase, Refusal> {
        let open = self.open.borrow().clone();
        if let Some(database) = open {
            return Ok(database);
        }
        let opening = self.opening.borrow_mut().get_or_insert_with(|| self.ask_to_open()).clone();
        let outcome = match patient {
            true => JsFuture::from(opening).await,
            false => match within(&opening, OPEN_MS).await {
                Some(outcome) => outcome,
                None if self.blocked.get() => return Err(Refusal::Blocked),
                None => return Err(Refusal::Silent),
            },
        };
        self.opening.take();
        self.blocked.set(false);
        // What is not the database says why there is none.
        let database = outcome.unwrap_or(JsValue::UNDEFINED).dyn_into::<IdbDatabase>();
        let database = database.map_err(|why| if why == FULL { Refusal::Full } else { Refusal::Denied })?;
        self.open.replace(Some(database.clone()));
        Ok(database)
    }

    fn ask_to_open(&self) -> Promise {
        let (open, blocked, outdated) = (self.open.clone(), self.blocked.clone(), self.outdated.clone());
        future_to_promise(async move {
            let database = match open_database(&own(DATABASE), blocked).await {
                Ok(database) => database,
                Err(Refusal::Full) => return Ok(FULL.into()),
                Err(_) => return Ok(JsValue::UNDEFINED),
            };
            let (mut heard, closed) = (Database::from(database.clone()), database.clone());
            heard.on_version_change(move |event| {
                // As long as one holds on to it, none can have it in another form.
                closed.close();
                open.take();
                let version = event.dyn_ref::<IdbVersionChangeEvent>().and_then(|event| event.new_version());
                if let Some(tell) = outdated.borrow().as_ref().filter(|_| version.is_some()) {
                    call(tell);
                }
            });
            heard.forget_callbacks();
            Ok(database.into())
        })
    }

    /// Takes over what lies where all paths of a host kept theirs, unless something lies here already: it is moved. What cannot be
    /// taken over now stays there.
    pub(super) async fn take_over(&self) {
        if let Ok(true) = self.is_empty().await
            && let Some(former) = open_former().await
        {
            // What fails here is tried on the next visit.
            let _ = self.take_from(&former).await;
            former.close();
        }
    }

    async fn take_from(&self, former: &IdbDatabase) -> Result<(), Refusal> {
        let records = all_within(&begin(former, "readonly")?.1, None).await?;
        // Another tab may have taken it meanwhile.
        if records.is_empty() || !self.is_empty().await? {
            return Ok(());
        }
        let records = records.into_iter().map(|(name, value)| Record::Put(name, value)).collect();
        self.write(false, records).await?;
        let (transaction, store) = begin(former, "readwrite")?;
        ended(transaction, store.clear().map(drop).map_err(refused)).await
    }

    pub(super) async fn is_empty(&self) -> Result<bool, Refusal> {
        let store = self.begin("readonly").await?.1;
        let count = settled(store.count(None).map_err(refused)?).await?;
        Ok(count.as_f64() == Some(0.0))
    }

    /// Moves records aside, all or none: each to the name beside it.
    pub(super) async fn set_aside(&self, names: &[(JsValue, String)]) -> Result<(), Refusal> {
        let (transaction, store) = self.begin("readwrite").await?;
        for (name, aside) in names {
            let value = settled(store.get(name.clone()).map_err(refused)?).await?;
            if !value.is_undefined() {
                let moved = [Record::Put(aside.into(), value), Record::Remove(name.clone())];
                if let Err(refusal) = ask(&store, moved) {
                    return ended(transaction, Err(refusal)).await;
                }
            }
        }
        committed(transaction).await
    }

    /// All records whose names begin so.
    pub(super) async fn beginning(&self, start: &str) -> Result<Vec<(String, JsValue)>, Refusal> {
        let last = format!("{start}\u{ffff}");
        let range = KeyRange::bound(&start.into(), &last.into(), None, None).map_err(refused)?;
        let found = self.within(Some(range)).await?.into_iter();
        Ok(found.filter_map(|(name, value)| Some((name.as_string()?, value))).collect())
    }

    /// A record; undefined where there is none.
    pub(super) async fn get(&self, name: &str) -> Result<JsValue, Refusal> {
        let store = self.begin("readonly").await?.1;
        settled(store.get(JsValue::from_str(name)).map_err(refused)?).await
    }

    /// All records that have a number, with it.
    pub(super) async fn numbered(&self) -> Result<Vec<(u32, JsValue)>, Refusal> {
        // Of keys, numbers come before texts.
        let range = || KeyRange::upper_bound(&JsValue::from_f64(f64::INFINITY), None).map_err(refused);
        let found = match self.within(Some(range()?)).await {
            Ok(found) => found,
            // One of them cannot be read. The others can.
            Err(_) => self.one_by_one(range()?).await?,
        };
        // The page writes whole numbers alone: what has another is not its own.
        let whole = |key: JsValue| {
            key.as_f64().filter(|key| key.fract() == 0.0 && (1.0..=f64::from(u32::MAX)).contains(key))
        };
        Ok(found.into_iter().filter_map(|(key, value)| Some((whole(key)? as u32, value))).collect())
    }

    /// All records within a range of names; undefined where one cannot be read.
    async fn one_by_one(&self, range: KeyRange) -> Result<Vec<(JsValue, JsValue)>, Refusal> {
        let store = self.begin("readonly").await?.1;
        let keys: Array =
            settled(store.get_all_keys(Some(range.into()), None).map_err(refused)?).await?.unchecked_into();
        let mut found = Vec::new();
        for key in keys.iter() {
            let store = self.begin("readonly").await?.1;
            let value = match store.get(key.clone()).map_err(refused) {
                Ok(asked) => settled(asked).await.unwrap_or_default(),
                Err(_) => JsValue::UNDEFINED,
            };
            found.push((key, value));
        }
        Ok(found)
    }

    /// All records, with their names and numbers.
    pub(super) async fn all(&self) -> Result<Vec<(JsValue, JsValue)>, Refusal> {
        self.within(None).await
    }

    async fn within(&self, range: Option<KeyRange>) -> Result<Vec<(JsValue, JsValue)>, Refusal> {
        all_within(&self.begin("readonly").await?.1, range).await
    }

    /// Writes the records that `change` makes of one that is there, all or none: nothing comes in between, from another tab either.
    /// None of them where it makes none.
    pub(super) async fn update(
        &self,
        name: &str,
        change: impl FnOnce(JsValue) -> Option<Vec<Record>>,
    ) -> Result<(), Refusal> {
        let (transaction, store) = self.begin("readwrite").await?;
        let value = settled(store.get(JsValue::from_str(name)).map_err(refused)?).await?;
        ended(transaction, ask(&store, change(value).into_iter().flatten())).await
    }

    /// Writes all of these records or none; `clear` removes everything else.
    pub(super) async fn write(&self, clear: bool, records: Vec<Record>) -> Result<(), Refusal> {
        let (transaction, store) = self.begin("readwrite").await?;
        let cleared = if clear { store.clear().map(drop).map_err(refused) } else { Ok(()) };
        ended(transaction, cleared.and_then(|()| ask(&store, records))).await
    }

    async fn begin(&self, mode: &str) -> Result<(Transaction, ObjectStore), Refusal> {
        match begin(&self.open(false).await?, mode) {
            // The browser closes it when a visitor clears what sites have stored.
            Err(_) => {
                self.open.take();
                begin(&self.open(false).await?, mode)
            }
            begun => begun,
        }
    }
}

/// Begins a transaction of a database's one store.
fn begin(database: &IdbDatabase, mode: &str) -> Result<(Transaction, ObjectStore), Refusal> {
    let options = Object::new();
    // What is saved shall be there after a power failure. A browser that does not know it does what it can.
    let _ = Reflect::set(&options, &"durability".into(), &"strict".into());
    let transaction = database.unchecked_ref::<Durable>().transaction(STORE, mode, &options);
    let transaction: Transaction = transaction.map_err(|error| refusal(&error))?.into();
    let store = transaction.object_store(STORE).map_err(refused)?;
    Ok((transaction, store))
}

/// All records within a range of names, or all.
async fn all_within(
    store: &ObjectStore,
    range: Option<KeyRange>,
) -> Result<Vec<(JsValue, JsValue)>, Refusal> {
    let query = || range.clone().map(Into::into);
    let keys = store.get_all_keys(query(), None).map_err(refused)?;
    let values = store.get_all(query(), None).map_err(refused)?;
    let keys: Array = settled(keys).await?.unchecked_into();
    let values: Array = settled(values).await?.unchecked_into();
    Ok(keys.iter().zip(values.iter()).collect())
}

/// Asks for what happens to records. Where that fails, some of it may be asked for already.
fn ask(store: &ObjectStore, records: impl IntoIterator<Item = Record>) -> Result<(), Refusal> {
    for record in records {
        match record {
            Record::Put(name, value) => drop(store.put(&value, Some(&name)).map_err(refused)?),
            Record::Remove(name) => drop(store.delete(name).map_err(refused)?),
        }
    }
    Ok(())
}

/// Ends a transaction: all that was asked for is there, or nothing of it. Left alone, the browser would carry out what was asked for
/// before something failed.
async fn ended(transaction: Transaction, asked: Result<(), Refusal>) -> Result<(), Refusal> {
    match asked {
        Ok(()) => committed(transaction).await,
        Err(refusal) => {
            // One that has ended by itself cannot be aborted, and has carried out nothing.
            let _ = transaction.abort();
            Err(refusal)
        }
    }
}

/// What stands for the database where there is no room for one.
const FULL: &str = "full";

/// Has the browser open a database, which is made where there is none.
async fn open_database(name: &str, blocked: Rc<Cell<bool>>) -> Result<IdbDatabase, Refusal> {
    // A browser that keeps nothing has no factory, or its answer is an error.
    let factory = Factory::new().map_err(|_| Refusal::Denied)?;
    let mut request = factory.open(name, Some(1)).map_err(|_| Refusal::Denied)?;
    request.on_blocked(move |_| blocked.set(true));
    request.on_upgrade_needed(|event| {
        if let Ok(database) = event.database() {
            // If it is not made, opening fails by itself.
            let _ = database.create_object_store(STORE, ObjectStoreParams::new());
        }
    });
    let database = settled(request).await.map_err(|refusal| match refusal {
        Refusal::Full => Refusal::Full,
        _ => Refusal::Denied,
    })?;
    database.dyn_into().map_err(|_| Refusal::Denied)
}

/// The database of before each path had its own; none where there is none.
async fn open_former() -> Option<IdbDatabase> {
    let mut request = Factory::new().ok()?.open(FORMER, None).ok()?;
    request.on_upgrade_needed(|event: VersionChangeEvent| {
        // There is none, and none is to be made.
        if let Some(transaction) = event.target().ok().and_then(|request| request.transaction()) {
            let _ = transaction.abort();
        }
    });
    let opening = future_to_promise(async move { settled(request).await.map_err(|_| JsValue::UNDEFINED) });
    within(&opening, OPEN_MS).await?.ok()?.dyn_into().ok()
}

/// What a request comes to.
async fn settled(mut request: impl Request) -> Result<JsValue, Refusal> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.on_success(move |_| call(&resolve));
        request.on_error(move |_| call(&reject));
    });
    match JsFuture::from(promise).await {
        Ok(_) => request.result().map_err(refused),
        Err(_) => Err(request.error().ok().flatten().map_or(Refusal::Failed, |error| named(&error))),
    }
}

/// Waits until all of a transaction is on disk, or none.
async fn committed(mut transaction: Transaction) -> Result<(), Refusal> {
    let promise = Promise::new(&mut |resolve, reject| {
        transaction.on_complete(move |_| call(&resolve));
        transaction.on_abort(move |_| call(&reject));
    });
    match JsFuture::from(promise).await {
        Ok(_) => Ok(()),
        Err(_) => Err(transaction.error().map_or(Refusal::Failed, |error| named(&error))),
    }
}

fn call(function: &Function) {
    // Settling a promise throws nothing.
    let _ = function.call0(&JsValue::UNDEFINED);
}

fn named(error: &DomException) -> Refusal {
    match error.name().as_str() {
        "QuotaExceededError" => Refusal::Full,
        "SecurityError" | "NotAllowedError" => Refusal::Denied,
        _ => Refusal::Failed,
    }
}

fn refusal(error: &JsValue) -> Refusal {
    error.dyn_ref::<DomException>().map_or(Refusal::Failed, named)
}

fn refused(error: idb::Error) -> Refusal {
    match error {
        idb::Error::UpdateFailed(error)
        | idb::Error::DeleteFailed(error)
        | idb::Error::ClearFailed(error)
        | idb::Error::GetFailed(error)
        | idb::Error::RequestResultNotFound(error)
        | idb::Error::ObjectStoreNotFound(error) => refusal(&error),
        _ => Refusal::Failed,
    }
}
