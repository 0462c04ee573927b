//! Hosts a session: hands it requests, and lets it advance while it trains.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use js_sys::Uint8Array;
use wasm_bindgen::JsCast;

use super::{listen, post, report_panics};
use crate::platform;
use crate::protocol::{Event, Request};
use crate::session::Session;

/// Starts to answer requests, in their order.
pub fn run() {
    report_panics();
    let mailbox = Rc::new(Mailbox::default());
    let inbox = mailbox.clone();
    listen(move |mut request: Request, beside| {
        // Pixels come beside the message, so that the page's thread copies them once and not three times.
        if let (Request::Load(data), Some(pixels)) = (&mut request, beside.into_iter().next()) {
            data.montages.pixels = pixels.unchecked_into::<Uint8Array>().to_vec();
        }
        inbox.put(request);
    });
    wasm_bindgen_futures::spawn_local(serve(mailbox));
}

async fn serve(mailbox: Rc<Mailbox>) {
    let mut session = Session::new(|event| post(&event));
    post(&Event::Ready);
    loop {
        while let Some(request) = mailbox.take() {
            session.handle(request).await;
        }
        if session.is_training() {
            session.advance().await;
            platform::yield_now().await;
        } else {
            let request = mailbox.next().await;
            session.handle(request).await;
        }
    }
}

/// Requests that wait, and whoever waits for one.
#[derive(Default)]
struct Mailbox {
    requests: RefCell<VecDeque<Request>>,
    waiting: RefCell<Option<Waker>>,
}

impl Mailbox {
    fn put(&self, request: Request) {
        self.requests.borrow_mut().push_back(request);
        let waiting = self.waiting.borrow_mut().take();
        if let Some(waker) = waiting {
            waker.wake();
        }
    }

    fn take(&self) -> Option<Request> {
        self.requests.borrow_mut().pop_front()
    }

    async fn next(&self) -> Request {
        poll_fn(|context| match self.take() {
            Some(request) => Poll::Ready(request),
            None => {
                *self.waiting.borrow_mut() = Some(context.waker().clone());
                Poll::Pending
            }
        })
        .await
    }
}
