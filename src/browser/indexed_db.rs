//! IndexedDB: one object store with a few records under their names.

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

use super::local_storage::scoped_name;
use facade_app::store_status::StoreError;
use facade_platform::timeout;

const DATABASE: &str = "facade";
const STORE: &str = "kept";
/// The database from before names were scoped to the page's path.
const UNSCOPED_DATABASE: &str = "facade";

/// Milliseconds after which opening counts as failed. The database may still open later.
const OPEN_TIMEOUT_MS: f64 = 5_000.0;

// `idb` and web-sys lack the durability option.
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

/// A change of the record with this key, which is a name or a number.
#[derive(Clone, Debug)]
pub(crate) enum RecordChange {
    /// Key and value.
    Put(JsValue, JsValue),
    Remove(JsValue),
}

/// The object store. It is opened when it is first needed, and again if the browser has closed it.
#[derive(Debug, Default)]
pub(crate) struct RecordStore {
    database: Rc<RefCell<Option<IdbDatabase>>>,
    /// Resolves when the browser opens it.
    opening: RefCell<Option<Promise>>,
    /// Whether another tab prevents it from being opened.
    blocked: Rc<Cell<bool>>,
    /// Called when a newer version of the page needs it.
    on_outdated: Rc<RefCell<Option<Function>>>,
}

impl RecordStore {
    /// Sets what to call when a newer version of the page needs the store, which is closed then.
    pub(crate) fn on_outdated(&self, callback: Function) {
        self.on_outdated.replace(Some(callback));
    }

    /// Opens it; with `without_timeout` waits for as long as that takes.
    pub(crate) async fn open(&self, without_timeout: bool) -> Result<IdbDatabase, StoreError> {
        let database = self.database.borrow().clone();
        if let Some(database) = database {
            return Ok(database);
        }
        let opening = self.opening.borrow_mut().get_or_insert_with(|| self.request_open()).clone();
        let outcome = match without_timeout {
            true => JsFuture::from(opening).await,
            false => match timeout(&opening, OPEN_TIMEOUT_MS).await {
                Some(outcome) => outcome,
                None if self.blocked.get() => return Err(StoreError::Blocked),
                None => return Err(StoreError::Unresponsive),
            },
        };
        self.opening.take();
        self.blocked.set(false);
        // Anything but a database says why there is none.
        let database = outcome.unwrap_or(JsValue::UNDEFINED).dyn_into::<IdbDatabase>();
        let database =
            database.map_err(|why| if why == FULL { StoreError::Full } else { StoreError::Denied })?;
        self.database.replace(Some(database.clone()));
        Ok(database)
    }

    fn request_open(&self) -> Promise {
        let (slot, blocked, on_outdated) =
            (self.database.clone(), self.blocked.clone(), self.on_outdated.clone());
        future_to_promise(async move {
            let database = match open_database(&scoped_name(DATABASE), blocked).await {
                Ok(database) => database,
                Err(StoreError::Full) => return Ok(FULL.into()),
                Err(_) => return Ok(JsValue::UNDEFINED),
            };
            let (mut watched, closed) = (Database::from(database.clone()), database.clone());
            watched.on_version_change(move |event| {
                // While one tab has the database open, no other can upgrade or delete it.
                closed.close();
                slot.take();
                let version = event.dyn_ref::<IdbVersionChangeEvent>().and_then(|event| event.new_version());
                if let Some(callback) = on_outdated.borrow().as_ref().filter(|_| version.is_some()) {
                    call(callback);
                }
            });
            watched.forget_callbacks();
            Ok(database.into())
        })
    }

    /// Moves the records of the unscoped database here, unless there are some already. If that fails, they stay there.
    pub(crate) async fn migrate_unscoped(&self) {
        if let Ok(true) = self.is_empty().await
            && let Some(unscoped) = open_unscoped().await
        {
            // The next visit tries again.
            let _ = self.migrate_from(&unscoped).await;
            unscoped.close();
        }
    }

    async fn migrate_from(&self, unscoped: &IdbDatabase) -> Result<(), StoreError> {
        let records = get_all_in(&begin_transaction(unscoped, "readonly")?.1, None).await?;
        // Another tab may have moved them meanwhile.
        if records.is_empty() || !self.is_empty().await? {
            return Ok(());
        }
        let changes = records.into_iter().map(|(name, value)| RecordChange::Put(name, value)).collect();
        self.write(false, changes).await?;
        let (transaction, store) = begin_transaction(unscoped, "readwrite")?;
        end(transaction, store.clear().map(drop).map_err(from_idb)).await
    }

    pub(crate) async fn is_empty(&self) -> Result<bool, StoreError> {
        let store = self.begin("readonly").await?.1;
        let count = result_of(store.count(None).map_err(from_idb)?).await?;
        Ok(count.as_f64() == Some(0.0))
    }

    /// Moves records, all or none, each to the name beside its key.
    pub(crate) async fn rename(&self, names: &[(JsValue, String)]) -> Result<(), StoreError> {
        let (transaction, store) = self.begin("readwrite").await?;
        for (name, new_name) in names {
            let value = result_of(store.get(name.clone()).map_err(from_idb)?).await?;
            if !value.is_undefined() {
                let moved = [RecordChange::Put(new_name.into(), value), RecordChange::Remove(name.clone())];
                if let Err(error) = request_changes(&store, moved) {
                    return end(transaction, Err(error)).await;
                }
            }
        }
        commit(transaction).await
    }

    /// All records whose names begin with `prefix`.
    pub(crate) async fn get_by_prefix(&self, prefix: &str) -> Result<Vec<(String, JsValue)>, StoreError> {
        let last = format!("{prefix}\u{ffff}");
        let range = KeyRange::bound(&prefix.into(), &last.into(), None, None).map_err(from_idb)?;
        let found = self.get_range(Some(range)).await?.into_iter();
        Ok(found.filter_map(|(name, value)| Some((name.as_string()?, value))).collect())
    }

    /// A record; undefined if there is none.
    pub(crate) async fn get(&self, name: &str) -> Result<JsValue, StoreError> {
        let store = self.begin("readonly").await?.1;
        result_of(store.get(JsValue::from_str(name)).map_err(from_idb)?).await
    }

    /// All records whose keys are numbers.
    pub(crate) async fn get_numbered(&self) -> Result<Vec<(u32, JsValue)>, StoreError> {
        // Numbers sort before strings.
        let range = || KeyRange::upper_bound(&JsValue::from_f64(f64::INFINITY), None).map_err(from_idb);
        let found = match self.get_range(Some(range()?)).await {
            Ok(found) => found,
            // One of them cannot be read; the others can.
            Err(_) => self.get_one_by_one(range()?).await?,
        };
        // The page writes whole numbers only; a record with another key is not its own.
        let whole = |key: JsValue| {
            key.as_f64().filter(|key| key.fract() == 0.0 && (1.0..=f64::from(u32::MAX)).contains(key))
        };
        Ok(found.into_iter().filter_map(|(key, value)| Some((whole(key)? as u32, value))).collect())
    }

    /// All records in a range of keys; undefined for one that cannot be read.
    async fn get_one_by_one(&self, range: KeyRange) -> Result<Vec<(JsValue, JsValue)>, StoreError> {
        let store = self.begin("readonly").await?.1;
        let keys: Array = result_of(store.get_all_keys(Some(range.into()), None).map_err(from_idb)?)
            .await?
            .unchecked_into();
        let mut found = Vec::new();
        for key in keys.iter() {
            let store = self.begin("readonly").await?.1;
            let value = match store.get(key.clone()).map_err(from_idb) {
                Ok(request) => result_of(request).await.unwrap_or_default(),
                Err(_) => JsValue::UNDEFINED,
            };
            found.push((key, value));
        }
        Ok(found)
    }

    /// All records with their keys.
    pub(crate) async fn get_all(&self) -> Result<Vec<(JsValue, JsValue)>, StoreError> {
        self.get_range(None).await
    }

    async fn get_range(&self, range: Option<KeyRange>) -> Result<Vec<(JsValue, JsValue)>, StoreError> {
        get_all_in(&self.begin("readonly").await?.1, range).await
    }

    /// Applies the changes that `change` derives from a record, in the transaction that read it: no other tab can write in between.
    /// It may derive none.
    pub(crate) async fn update(
        &self,
        name: &str,
        change: impl FnOnce(JsValue) -> Option<Vec<RecordChange>>,
    ) -> Result<(), StoreError> {
        let (transaction, store) = self.begin("readwrite").await?;
        let value = result_of(store.get(JsValue::from_str(name)).map_err(from_idb)?).await?;
        end(transaction, request_changes(&store, change(value).into_iter().flatten())).await
    }

    /// Applies all of these changes or none; `clear` removes everything else first.
    pub(crate) async fn write(&self, clear: bool, changes: Vec<RecordChange>) -> Result<(), StoreError> {
        let (transaction, store) = self.begin("readwrite").await?;
        let cleared = if clear { store.clear().map(drop).map_err(from_idb) } else { Ok(()) };
        end(transaction, cleared.and_then(|()| request_changes(&store, changes))).await
    }

    async fn begin(&self, mode: &str) -> Result<(Transaction, ObjectStore), StoreError> {
        match begin_transaction(&self.open(false).await?, mode) {
            // The browser closes the database when the visitor clears site data.
            Err(_) => {
                self.database.take();
                begin_transaction(&self.open(false).await?, mode)
            }
            begun => begun,
        }
    }
}

fn begin_transaction(database: &IdbDatabase, mode: &str) -> Result<(Transaction, ObjectStore), StoreError> {
    let options = Object::new();
    // What is saved should survive a power failure. A browser without this option ignores it.
    let _ = Reflect::set(&options, &"durability".into(), &"strict".into());
    let transaction = database.unchecked_ref::<Durable>().transaction(STORE, mode, &options);
    let transaction: Transaction = transaction.map_err(|error| from_js(&error))?.into();
    let store = transaction.object_store(STORE).map_err(from_idb)?;
    Ok((transaction, store))
}

/// All records in a range of keys, or all.
async fn get_all_in(
    store: &ObjectStore,
    range: Option<KeyRange>,
) -> Result<Vec<(JsValue, JsValue)>, StoreError> {
    let query = || range.clone().map(Into::into);
    let keys = store.get_all_keys(query(), None).map_err(from_idb)?;
    let values = store.get_all(query(), None).map_err(from_idb)?;
    let keys: Array = result_of(keys).await?.unchecked_into();
    let values: Array = result_of(values).await?.unchecked_into();
    Ok(keys.iter().zip(values.iter()).collect())
}

/// Requests changes of records. If it fails, some may have been requested already.
fn request_changes(
    store: &ObjectStore,
    changes: impl IntoIterator<Item = RecordChange>,
) -> Result<(), StoreError> {
    for change in changes {
        match change {
            RecordChange::Put(name, value) => drop(store.put(&value, Some(&name)).map_err(from_idb)?),
            RecordChange::Remove(name) => drop(store.delete(name).map_err(from_idb)?),
        }
    }
    Ok(())
}

/// Ends a transaction: commits it, or aborts it after an error. Without the abort the browser would carry out what was requested
/// before the error.
async fn end(transaction: Transaction, outcome: Result<(), StoreError>) -> Result<(), StoreError> {
    match outcome {
        Ok(()) => commit(transaction).await,
        Err(error) => {
            // A transaction that has ended by itself cannot be aborted, and has changed nothing.
            let _ = transaction.abort();
            Err(error)
        }
    }
}

/// Resolved instead of the database if there is no room for one.
const FULL: &str = "full";

/// Opens a database, and creates it if there is none.
async fn open_database(name: &str, blocked: Rc<Cell<bool>>) -> Result<IdbDatabase, StoreError> {
    // A browser that stores nothing has no factory, or answers with an error.
    let factory = Factory::new().map_err(|_| StoreError::Denied)?;
    let mut request = factory.open(name, Some(1)).map_err(|_| StoreError::Denied)?;
    request.on_blocked(move |_| blocked.set(true));
    request.on_upgrade_needed(|event| {
        if let Ok(database) = event.database() {
            // If this fails, opening fails too.
            let _ = database.create_object_store(STORE, ObjectStoreParams::new());
        }
    });
    let database = result_of(request).await.map_err(|error| match error {
        StoreError::Full => StoreError::Full,
        _ => StoreError::Denied,
    })?;
    database.dyn_into().map_err(|_| StoreError::Denied)
}

/// The database from before names were scoped; none if there is none.
async fn open_unscoped() -> Option<IdbDatabase> {
    let mut request = Factory::new().ok()?.open(UNSCOPED_DATABASE, None).ok()?;
    request.on_upgrade_needed(|event: VersionChangeEvent| {
        // There is none: do not create it.
        if let Some(transaction) = event.target().ok().and_then(|request| request.transaction()) {
            let _ = transaction.abort();
        }
    });
    let opening = future_to_promise(async move { result_of(request).await.map_err(|_| JsValue::UNDEFINED) });
    timeout(&opening, OPEN_TIMEOUT_MS).await?.ok()?.dyn_into().ok()
}

/// The result of a request.
async fn result_of(mut request: impl Request) -> Result<JsValue, StoreError> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.on_success(move |_| call(&resolve));
        request.on_error(move |_| call(&reject));
    });
    match JsFuture::from(promise).await {
        Ok(_) => request.result().map_err(from_idb),
        Err(_) => {
            Err(request.error().ok().flatten().map_or(StoreError::Failed, |error| from_exception(&error)))
        }
    }
}

/// Waits until a transaction is complete, or aborted.
async fn commit(mut transaction: Transaction) -> Result<(), StoreError> {
    let promise = Promise::new(&mut |resolve, reject| {
        transaction.on_complete(move |_| call(&resolve));
        transaction.on_abort(move |_| call(&reject));
    });
    match JsFuture::from(promise).await {
        Ok(_) => Ok(()),
        Err(_) => Err(transaction.error().map_or(StoreError::Failed, |error| from_exception(&error))),
    }
}

fn call(function: &Function) {
    // Settling a promise throws nothing.
    let _ = function.call0(&JsValue::UNDEFINED);
}

fn from_exception(error: &DomException) -> StoreError {
    match error.name().as_str() {
        "QuotaExceededError" => StoreError::Full,
        "SecurityError" | "NotAllowedError" => StoreError::Denied,
        _ => StoreError::Failed,
    }
}

fn from_js(error: &JsValue) -> StoreError {
    error.dyn_ref::<DomException>().map_or(StoreError::Failed, from_exception)
}

fn from_idb(error: idb::Error) -> StoreError {
    match error {
        idb::Error::UpdateFailed(error)
        | idb::Error::DeleteFailed(error)
        | idb::Error::ClearFailed(error)
        | idb::Error::GetFailed(error)
        | idb::Error::RequestResultNotFound(error)
        | idb::Error::ObjectStoreNotFound(error) => from_js(&error),
        _ => StoreError::Failed,
    }
}
