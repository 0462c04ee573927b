//! The browser's own store, IndexedDB: one place for a few records under their names.

use std::cell::RefCell;

use idb::{Database, DatabaseEvent, Factory, KeyRange, ObjectStore, ObjectStoreParams, Request, Transaction};
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbDatabase, IdbTransaction};

use super::keeper::Refusal;

/// Names of the database and of the one store in it.
const DATABASE: &str = "facade";
const STORE: &str = "kept";

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
    open: RefCell<Option<IdbDatabase>>,
}

impl Store {
    /// A record; undefined where there is none.
    pub(super) async fn get(&self, name: &str) -> Result<JsValue, Refusal> {
        let store = self.begin("readonly").await?.1;
        settled(store.get(JsValue::from_str(name)).map_err(refused)?).await
    }

    /// All records that have a number, with it.
    pub(super) async fn numbered(&self) -> Result<Vec<(u32, JsValue)>, Refusal> {
        // Of keys, numbers come before texts.
        let range = KeyRange::upper_bound(&JsValue::from_f64(f64::INFINITY), None).map_err(refused)?;
        let found = self.within(Some(range)).await?.into_iter();
        Ok(found.map(|(key, value)| (key.as_f64().unwrap_or_default() as u32, value)).collect())
    }

    /// All records, with their names and numbers.
    pub(super) async fn all(&self) -> Result<Vec<(JsValue, JsValue)>, Refusal> {
        self.within(None).await
    }

    async fn within(&self, range: Option<KeyRange>) -> Result<Vec<(JsValue, JsValue)>, Refusal> {
        let store = self.begin("readonly").await?.1;
        let query = || range.clone().map(Into::into);
        let keys = store.get_all_keys(query(), None).map_err(refused)?;
        let values = store.get_all(query(), None).map_err(refused)?;
        let keys: Array = settled(keys).await?.unchecked_into();
        let values: Array = settled(values).await?.unchecked_into();
        Ok(keys.iter().zip(values.iter()).collect())
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
        let transaction = match self.transaction(mode).await {
            Ok(transaction) => transaction,
            // The browser closes it when a visitor clears what sites have stored.
            Err(_) => {
                self.open.take();
                self.transaction(mode).await?
            }
        };
        let store = transaction.object_store(STORE).map_err(refused)?;
        Ok((transaction, store))
    }

    async fn transaction(&self, mode: &str) -> Result<Transaction, Refusal> {
        let kept = self.open.borrow().clone();
        let database = match kept {
            Some(database) => database,
            None => {
                let database = open().await?;
                self.open.replace(Some(database.clone()));
                database
            }
        };
        let options = Object::new();
        // What is saved shall be there after a power failure. A browser that does not know it does what it can.
        let _ = Reflect::set(&options, &"durability".into(), &"strict".into());
        let transaction = database.unchecked_ref::<Durable>().transaction(STORE, mode, &options);
        transaction.map(Into::into).map_err(|error| refusal(&error))
    }
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

async fn open() -> Result<IdbDatabase, Refusal> {
    // A browser that keeps nothing has no factory, or its answer is an error.
    let factory = Factory::new().map_err(|_| Refusal::Denied)?;
    let mut request = factory.open(DATABASE, Some(1)).map_err(|_| Refusal::Denied)?;
    request.on_upgrade_needed(|event| {
        if let Ok(database) = event.database() {
            // If it is not made, opening fails by itself.
            let _ = database.create_object_store(STORE, ObjectStoreParams::new());
        }
    });
    let database = settled(request).await.map_err(|refusal| match refusal {
        Refusal::Full => Refusal::Full,
        Refusal::Denied | Refusal::Failed => Refusal::Denied,
    })?;
    Database::try_from(database).map(Into::into).map_err(|_| Refusal::Denied)
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
