//! The browser's JPEG decoder (WebCodecs `ImageDecoder`), which takes half the time of ours.

use std::cell::RefCell;

use js_sys::{Array, ArrayBuffer, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use facade_imaging::{Plane, Ycc};

// In web-sys, these are behind a compiler flag, since the standard is a draft.
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

/// Maximum number of pooled buffers. In a new buffer, memory is allocated page by page on first use, which took a
/// fifth of the time for reading photos.
const MAX_POOLED: usize = 8;
/// Maximum size of a pooled buffer in bytes.
const MAX_POOLED_SIZE: u32 = 8 << 20;
/// Sizes are rounded up to a multiple of this, so that a buffer fits many photos.
const SIZE_STEP: u32 = 1 << 20;

thread_local! {
    static POOL: RefCell<Vec<ArrayBuffer>> = const { RefCell::new(Vec::new()) };
}

/// A buffer of at least `size` bytes, from the pool if possible.
fn pooled_buffer(size: u32) -> ArrayBuffer {
    let pooled = POOL.with_borrow_mut(|pool| {
        let fits = pool.iter().position(|buffer| buffer.byte_length() >= size);
        fits.map(|index| pool.swap_remove(index))
    });
    pooled.unwrap_or_else(|| ArrayBuffer::new(size.checked_next_multiple_of(SIZE_STEP).unwrap_or(size)))
}

/// A decoded image as YCbCr planes in a JavaScript buffer.
pub(super) struct Planes {
    samples: Uint8Array,
    planes: [Plane; 3],
    size: [usize; 2],
    subsampling: [usize; 2],
}

impl Planes {
    /// Decodes a JPEG and takes ownership of its bytes. `None` if the browser has no such decoder, cannot decode the
    /// image, or does not decode it into planes. Our decoder then decodes it or reports the error.
    pub(super) async fn decode(buffer: &ArrayBuffer) -> Option<Self> {
        let options = Object::new();
        let settings: [(&str, JsValue); 5] = [
            ("data", buffer.into()),
            // Transferred: a copy would stay in memory until the next garbage collection.
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
            Some(frame) => Planes::copy_from(frame).await,
            None => None,
        };
        if let Some(frame) = frame {
            frame.close();
        }
        decoder.close();
        planes
    }

    async fn copy_from(frame: &VideoFrame) -> Option<Self> {
        let subsampling = match frame.format()?.as_str() {
            "I444" => [1, 1],
            "I422" => [2, 1],
            "I420" => [2, 2],
            _ => return None,
        };
        let length = frame.allocation_size().ok()?;
        let samples = Uint8Array::new_with_byte_offset_and_length(&pooled_buffer(length), 0, length);
        let layout: Array = JsFuture::from(frame.copy_to(&samples)).await.ok()?.dyn_into().ok()?;
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
        Some(Planes { samples, planes, size, subsampling })
    }

    /// Copies the samples of all planes into WebAssembly memory.
    pub(super) fn samples(&self) -> Vec<u8> {
        self.samples.to_vec()
    }

    /// The image of these samples.
    pub(super) fn image<'a>(&self, samples: &'a [u8]) -> Option<Ycc<'a>> {
        Ycc::new(samples, self.planes, self.size, self.subsampling)
    }
}

impl Drop for Planes {
    fn drop(&mut self) {
        let buffer = self.samples.buffer();
        POOL.with_borrow_mut(|pool| {
            if pool.len() < MAX_POOLED && buffer.byte_length() <= MAX_POOLED_SIZE {
                pool.push(buffer);
            }
        });
    }
}
