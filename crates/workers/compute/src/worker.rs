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
    if let Request::PrepareLooking { file, .. } = &mut request {
        match read(attachments, &Layout::WHOLE) {
            Ok(bytes) => file.0 = bytes,
            Err(message) => return post(&Event::Failed { id, run: None, message }),
        }
        return session.handle(id, request).await;
    }
    let features_only = matches!(request, Request::LoadFeatures(_));
    if let Request::Load(data) | Request::LoadFeatures(data) = &mut request {
        session.unload();
        let montages = &mut data.montages;
        let mut layout = Layout::WHOLE;
        if features_only {
            layout = Layout { record: montages.stride(), skipped: montages.montage_bytes() };
            montages.tile = 0;
        }
        match read(attachments, &layout) {
            Ok(pixels) => montages.pixels = pixels,
            Err(message) => return post(&Event::Failed { id, run: None, message }),
        }
    }
    session.handle(id, request).await;
}

/// What is read of a blob: of each `record` bytes all but the first.
struct Layout {
    record: usize,
    /// Bytes at the start of each record.
    skipped: usize,
}

impl Layout {
    /// Everything.
    const WHOLE: Layout = Layout { record: 1, skipped: 0 };
}

/// Reads the attached blob. The error is a sentence for the visitor.
fn read(attachments: Vec<JsValue>, layout: &Layout) -> Result<Vec<u8>, String> {
    let Layout { record, skipped } = *layout;
    let blob = attachments.into_iter().next().and_then(|pixels| pixels.dyn_into::<Blob>().ok());
    // `usize` saturates on 32 bits, so the message uses the blob's own size.
    let size = blob.as_ref().map_or(0.0, Blob::size);
    let kept = size as u64 / record.max(1) as u64 * (record - skipped) as u64;
    let mut bytes = Vec::new();
    if usize::try_from(kept).map_or(true, |kept| bytes.try_reserve_exact(kept).is_err()) {
        return Err(text::worker_houses_large((kept as f64 / 1e6).ceil()));
    }
    let read = |blob: Blob, bytes: &mut Vec<u8>| -> Result<(), JsValue> {
        let reader = FileReaderSync::new()?;
        let step = (CHUNK / record).max(1) * record;
        let mut start = 0.0;
        while start < size {
            let end = size.min(start + step as f64);
            let chunk = reader.read_as_array_buffer(&blob.slice_with_f64_and_f64(start, end)?)?;
            let all = Uint8Array::new(&chunk);
            if skipped == 0 {
                let before = bytes.len();
                bytes.resize(before + all.length() as usize, 0);
                all.copy_to(&mut bytes[before..]);
            } else {
                bytes.extend(all.to_vec().chunks(record).flat_map(|record| record.get(skipped..)).flatten());
            }
            platform::free_buffer(&chunk);
            start = end;
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
