//! Hosts a session: hands it requests, and lets it advance while it trains.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, FileReaderSync};

use facade_platform as platform;
use facade_protocol::{Ask, Event, Request};
use facade_session::Session;
use facade_text as text;
use facade_worker::{listen, post, report_panics};

/// Bytes of a blob that are read at a time: what the browser holds twice meanwhile.
const PIECE: usize = 4 << 20;

/// Starts to answer requests, in their order.
pub(crate) fn run() {
    platform::construct();
    report_panics();
    let mailbox = Rc::new(Mailbox::default());
    let inbox = mailbox.clone();
    listen(move |request, beside| inbox.put((request, beside)));
    wasm_bindgen_futures::spawn_local(serve(mailbox));
}

async fn serve(mailbox: Rc<Mailbox>) {
    let mut session = Session::new(|event| post(&event));
    post(&Event::Ready);
    loop {
        while let Some(letter) = mailbox.take() {
            answer(&mut session, letter).await;
        }
        if session.is_training() {
            session.advance().await;
            platform::yield_now().await;
        } else {
            let letter = mailbox.next().await;
            answer(&mut session, letter).await;
        }
    }
}

/// Carries out a request. Houses go before others come: both may not fit, and whoever asks to train on those that did not
/// arrive must not train on the ones before.
async fn answer(session: &mut Session, (Ask { id, mut request }, beside): Letter) {
    if let Request::Load(data) = &mut request {
        session.unload();
        match pixels(beside) {
            Ok(pixels) => data.montages.pixels = pixels,
            Err(message) => return post(&Event::Failed { id, run: None, message }),
        }
    }
    session.handle(id, request).await;
}

/// The pixels of the houses, from the blob beside them.
///
/// # Errors
/// A sentence for the visitor.
fn pixels(beside: Vec<JsValue>) -> Result<Vec<u8>, String> {
    let blob = beside.into_iter().next().and_then(|pixels| pixels.dyn_into::<Blob>().ok());
    let all = blob.as_ref().map_or(0, |blob| blob.size() as usize);
    let mut bytes = Vec::new();
    if bytes.try_reserve_exact(all).is_err() {
        // Of more bytes than there are addresses `all` is only the most that there can be.
        let megabytes = blob.as_ref().map_or(0.0, |blob| blob.size() / 1e6).ceil();
        return Err(text::worker_houses_large(megabytes));
    }
    let read = |blob: Blob, bytes: &mut Vec<u8>| -> Result<(), JsValue> {
        let reader = FileReaderSync::new()?;
        while bytes.len() < all {
            let end = all.min(bytes.len() + PIECE);
            let piece = blob.slice_with_f64_and_f64(bytes.len() as f64, end as f64)?;
            let piece = reader.read_as_array_buffer(&piece)?;
            let start = bytes.len();
            bytes.resize(end, 0);
            Uint8Array::new(&piece).copy_to(&mut bytes[start..]);
            platform::free(&piece);
        }
        Ok(())
    };
    match blob.map(|blob| read(blob, &mut bytes)) {
        Some(Ok(())) => Ok(bytes),
        _ => Err(text::worker_houses_lost().to_owned()),
    }
}

/// A request, and what came beside it.
type Letter = (Ask, Vec<JsValue>);

/// Requests that wait, and whoever waits for one.
#[derive(Default)]
struct Mailbox {
    letters: RefCell<VecDeque<Letter>>,
    waiting: RefCell<Option<Waker>>,
}

impl Mailbox {
    fn put(&self, letter: Letter) {
        self.letters.borrow_mut().push_back(letter);
        let waiting = self.waiting.borrow_mut().take();
        if let Some(waker) = waiting {
            waker.wake();
        }
    }

    fn take(&self) -> Option<Letter> {
        self.letters.borrow_mut().pop_front()
    }

    async fn next(&self) -> Letter {
        poll_fn(|context| match self.take() {
            Some(letter) => Poll::Ready(letter),
            None => {
                *self.waiting.borrow_mut() = Some(context.waker().clone());
                Poll::Pending
            }
        })
        .await
    }
}
