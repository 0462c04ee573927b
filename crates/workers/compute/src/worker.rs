//! Runs a session in a worker: passes it requests and advances its training.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::ops::Range;
use std::rc::Rc;
use std::task::{Poll, Waker};

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, FileReaderSync};

use facade_data::{Montages, PhotoFeatures};
use facade_platform as platform;
use facade_protocol::{Event, NumberedRequest, Request};
use facade_session::Session;
use facade_text as text;
use facade_worker::{listen, post, report_panics};

/// Size of the chunks in which a blob is read, about. A chunk is in memory twice.
const CHUNK: usize = 4 << 20;

/// Starts to handle requests, in order.
pub(crate) fn run() {
    platform::run_constructors();
    report_panics();
    let queue = Rc::new(RequestQueue::default());
    let sender = queue.clone();
    listen(move |request, attachments| sender.push((request, attachments)));
    wasm_bindgen_futures::spawn_local(serve(queue));
}

async fn serve(queue: Rc<RequestQueue>) {
    let mut session = Session::new(|event| post(&event));
    post(&Event::Ready);
    loop {
        while let Some(request) = queue.pop() {
            handle(&mut session, request).await;
        }
        if session.is_training() {
            session.advance().await;
            platform::yield_now().await;
        } else {
            let request = queue.next().await;
            handle(&mut session, request).await;
        }
    }
}

/// Handles a request. A dataset is dropped before the next is loaded: both may not fit into memory, and if loading
/// fails, a following run must not use the old one.
async fn handle(session: &mut Session, (NumberedRequest { id, mut request }, attachments): QueuedRequest) {
    if matches!(request, Request::Load(_) | Request::LoadFeatures(_)) {
        session.unload();
    }
    let mut photo_features = None;
    let prepared = match &mut request {
        Request::Load(data) => attached_blob(attachments)
            .and_then(|blob| read(&blob))
            .map(|pixels| data.montages.pixels = pixels),
        Request::LoadFeatures(data) => attached_blob(attachments).map(|blob| {
            let (montages, houses) = (data.montages.clone(), data.houses.len());
            photo_features = Some(StoredFeatures { blob, montages, houses });
            data.montages.tile = 0;
        }),
        Request::PrepareLooking { file, .. } => {
            attached_blob(attachments).and_then(|blob| read(&blob)).map(|bytes| file.0 = bytes)
        }
        _ => Ok(()),
    };
    if let Err(message) = prepared {
        return post(&Event::Failed { id, run: None, message });
    }
    session.handle(id, request).await;
    if let Some(features) = photo_features {
        session.read_features_from(Rc::new(features));
    }
}

/// Features of the photos of a dataset in a blob. A worker's memory may have no room for them.
#[derive(Debug)]
struct StoredFeatures {
    blob: Blob,
    /// What the dataset's montages are like, without pixels.
    montages: Montages,
    houses: usize,
}

impl PhotoFeatures for StoredFeatures {
    fn read(&self, houses: Range<usize>) -> Option<Cow<'_, [u8]>> {
        let range = self.montages.feature_range(houses, self.houses);
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(usize::try_from(range.end - range.start).ok()?).ok()?;
        read_into(&mut bytes, &self.blob, range.start as f64, range.end as f64).ok()?;
        Some(Cow::Owned(bytes))
    }
}

/// The attached blob. The error is a sentence for the visitor.
fn attached_blob(attachments: Vec<JsValue>) -> Result<Blob, String> {
    let blob = attachments.into_iter().next().and_then(|pixels| pixels.dyn_into::<Blob>().ok());
    blob.ok_or_else(|| text::worker_houses_lost().to_owned())
}

/// Reads a blob. The error is a sentence for the visitor.
fn read(blob: &Blob) -> Result<Vec<u8>, String> {
    // `usize` saturates on 32 bits, so the message uses the blob's own size.
    let size = blob.size();
    let mut bytes = Vec::new();
    if size >= usize::MAX as f64 || bytes.try_reserve_exact(size as usize).is_err() {
        return Err(text::worker_houses_large((size / 1e6).ceil()));
    }
    let mut start = 0.0;
    while start < size {
        let end = size.min(start + CHUNK as f64);
        if read_into(&mut bytes, blob, start, end).is_err() {
            return Err(text::worker_houses_lost().to_owned());
        }
        start = end;
    }
    Ok(bytes)
}

/// Adds these bytes of a blob.
fn read_into(bytes: &mut Vec<u8>, blob: &Blob, start: f64, end: f64) -> Result<(), JsValue> {
    let chunk = FileReaderSync::new()?.read_as_array_buffer(&blob.slice_with_f64_and_f64(start, end)?)?;
    let all = Uint8Array::new(&chunk);
    let before = bytes.len();
    bytes.resize(before + all.length() as usize, 0);
    all.copy_to(&mut bytes[before..]);
    platform::free_buffer(&chunk);
    Ok(())
}

/// A request and its attachments.
type QueuedRequest = (NumberedRequest, Vec<JsValue>);

/// An asynchronous queue of requests.
#[derive(Default)]
struct RequestQueue {
    requests: RefCell<VecDeque<QueuedRequest>>,
    waker: RefCell<Option<Waker>>,
}

impl RequestQueue {
    fn push(&self, request: QueuedRequest) {
        self.requests.borrow_mut().push_back(request);
        let waker = self.waker.borrow_mut().take();
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    fn pop(&self) -> Option<QueuedRequest> {
        self.requests.borrow_mut().pop_front()
    }

    /// Waits for the next request.
    async fn next(&self) -> QueuedRequest {
        poll_fn(|context| match self.pop() {
            Some(request) => Poll::Ready(request),
            None => {
                *self.waker.borrow_mut() = Some(context.waker().clone());
                Poll::Pending
            }
        })
        .await
    }
}
