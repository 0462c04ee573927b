//! The browser's own JPEG decoder (WebCodecs), where it has one: native code, which needs half the time of ours.

use std::cell::RefCell;

use js_sys::{Array, ArrayBuffer, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use facade_imaging::{Plane, Ycc};

// web-sys has these behind a flag of the compiler, since the standard is a draft.
#[wasm_bindgen]
extern "C" {
    type ImageDecoder;
    #[wasm_bindgen(constructor, catch)]
    fn new(options: &Object) -> Result<ImageDecoder, JsValue>;
    #[wasm_bindgen(method)]
    fn decode(this: &ImageDecoder) -> Promise;
    #[wasm_bindgen(method)]
    fn close(this: &ImageDecoder);

    type VideoFrame;
    #[wasm_bindgen(method, getter)]
    fn format(this: &VideoFrame) -> Option<String>;
    #[wasm_bindgen(method, getter = displayWidth)]
    fn display_width(this: &VideoFrame) -> u32;
    #[wasm_bindgen(method, getter = displayHeight)]
    fn display_height(this: &VideoFrame) -> u32;
    #[wasm_bindgen(method, catch, js_name = allocationSize)]
    fn allocation_size(this: &VideoFrame) -> Result<u32, JsValue>;
    #[wasm_bindgen(method, js_name = copyTo)]
    fn copy_to(this: &VideoFrame, bytes: &Uint8Array) -> Promise;
    #[wasm_bindgen(method)]
    fn close(this: &VideoFrame);
}

/// Buffers that are kept to be filled again. A fresh one has to be given memory page by page, which took a fifth of all
/// the time that reading photos took.
const SPARE: usize = 8;
/// The largest that is kept, in bytes, and what sizes are rounded up to, so that one fits many photos.
const LARGEST: u32 = 8 << 20;
const ROUND: u32 = 1 << 20;

thread_local! {
    static BUFFERS: RefCell<Vec<ArrayBuffer>> = const { RefCell::new(Vec::new()) };
}

/// A buffer of at least so many bytes.
fn buffer(bytes: u32) -> ArrayBuffer {
    let spare = BUFFERS.with_borrow_mut(|buffers| {
        let fits = buffers.iter().position(|buffer| buffer.byte_length() >= bytes);
        fits.map(|at| buffers.swap_remove(at))
    });
    spare.unwrap_or_else(|| ArrayBuffer::new(bytes.checked_next_multiple_of(ROUND).unwrap_or(bytes)))
}

/// A decoded picture before its colours are converted, still outside our memory.
pub(super) struct Planes {
    values: Uint8Array,
    planes: [Plane; 3],
    size: [usize; 2],
    smaller: [usize; 2],
}

impl Planes {
    /// Decodes a JPEG, and takes its bytes. None where the browser has no such decoder, cannot decode it, or decodes
    /// it into something else than planes: then ours does, and says what is wrong if something is.
    pub(super) async fn decode(buffer: &ArrayBuffer) -> Option<Self> {
        let options = Object::new();
        let settings: [(&str, JsValue); 5] = [
            ("data", buffer.into()),
            // Handed over: a copy would lie in memory until the collector comes.
            ("transfer", Array::of1(buffer).into()),
            ("type", "image/jpeg".into()),
            ("colorSpaceConversion", "none".into()),
            ("preferAnimation", false.into()),
        ];
        for (key, value) in settings {
            Reflect::set(&options, &key.into(), &value).ok()?;
        }
        let decoder = ImageDecoder::new(&options).ok()?;
        let result = JsFuture::from(decoder.decode()).await.ok();
        let image = result.and_then(|result| Reflect::get(&result, &"image".into()).ok());
        let frame: Option<VideoFrame> = image.filter(JsValue::is_object).map(JsCast::unchecked_into);
        let planes = match &frame {
            Some(frame) => Planes::of(frame).await,
            None => None,
        };
        if let Some(frame) = frame {
            frame.close();
        }
        decoder.close();
        planes
    }

    async fn of(frame: &VideoFrame) -> Option<Self> {
        let smaller = match frame.format()?.as_str() {
            "I444" => [1, 1],
            "I422" => [2, 1],
            "I420" => [2, 2],
            _ => return None,
        };
        let length = frame.allocation_size().ok()?;
        let values = Uint8Array::new_with_byte_offset_and_length(&buffer(length), 0, length);
        let layout: Array = JsFuture::from(frame.copy_to(&values)).await.ok()?.dyn_into().ok()?;
        let number = |plane: &JsValue, key: &str| {
            Reflect::get(plane, &key.into())
                .ok()
                .and_then(|number| number.as_f64())
                .map(|number| number as usize)
        };
        let plane = |i: u32| {
            let plane = layout.get(i);
            Some(Plane { start: number(&plane, "offset")?, stride: number(&plane, "stride")? })
        };
        let planes = [plane(0)?, plane(1)?, plane(2)?];
        let size = [frame.display_width() as usize, frame.display_height() as usize];
        Some(Planes { values, planes, size, smaller })
    }

    /// All planes' values, in our memory.
    pub(super) fn values(&self) -> Vec<u8> {
        self.values.to_vec()
    }

    /// The pixels that these values are.
    pub(super) fn picture<'a>(&self, values: &'a [u8]) -> Option<Ycc<'a>> {
        Ycc::new(values, self.planes, self.size, self.smaller)
    }
}

impl Drop for Planes {
    fn drop(&mut self) {
        let buffer = self.values.buffer();
        BUFFERS.with_borrow_mut(|buffers| {
            if buffers.len() < SPARE && buffer.byte_length() <= LARGEST {
                buffers.push(buffer);
            }
        });
    }
}
