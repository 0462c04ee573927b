//! Runs a session in a worker: passes it requests and advances its training.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, FileReaderSync};

use facade_platform as platform;
use facade_protocol::{Event, NumberedRequest, Request};
use facade_session::Session;
use facade_text as text;
use facade_worker::{listen, post, report_panics};

/// Size of the chunks in which a blob is read. A chunk is in memory twice.
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
    if let Request::Load(data) = &mut request {
        session.unload();
        match read_pixels(attachments) {
            Ok(pixels) => data.montages.pixels = pixels,
            Err(message) => return post(&Event::Failed { id, run: None, message }),
        }
    }
    session.handle(id, request).await;
}

/// Reads the pixels of a dataset from the attached blob. The error is a sentence for the visitor.
fn read_pixels(attachments: Vec<JsValue>) -> Result<Vec<u8>, String> {
    let blob = attachments.into_iter().next().and_then(|pixels| pixels.dyn_into::<Blob>().ok());
    let size = blob.as_ref().map_or(0, |blob| blob.size() as usize);
    let mut bytes = Vec::new();
    if bytes.try_reserve_exact(size).is_err() {
        // `size` saturates on 32 bits, so the message uses the blob's own size.
        let megabytes = blob.as_ref().map_or(0.0, |blob| blob.size() / 1e6).ceil();
        return Err(text::worker_houses_large(megabytes));
    }
    let read = |blob: Blob, bytes: &mut Vec<u8>| -> Result<(), JsValue> {
        let reader = FileReaderSync::new()?;
        while bytes.len() < size {
            let end = size.min(bytes.len() + CHUNK);
            let chunk = blob.slice_with_f64_and_f64(bytes.len() as f64, end as f64)?;
            let chunk = reader.read_as_array_buffer(&chunk)?;
            let start = bytes.len();
            bytes.resize(end, 0);
            Uint8Array::new(&chunk).copy_to(&mut bytes[start..]);
            platform::free_buffer(&chunk);
        }
        Ok(())
    };
    match blob.map(|blob| read(blob, &mut bytes)) {
        Some(Ok(())) => Ok(bytes),
        _ => Err(text::worker_houses_lost().to_owned()),
    }
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
