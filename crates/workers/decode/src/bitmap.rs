//! Pictures that only the browser can decode (AVIF; HEIC where the system brings it).

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, ColorSpaceConversion, ImageBitmap, ImageBitmapOptions, ImageOrientation, OffscreenCanvas,
    OffscreenCanvasRenderingContext2d, PremultiplyAlpha,
};

use facade_imaging::{Foreign, MAX_MEGAPIXELS, PhotoError, Picture, foreign_size};
use facade_text as text;
use facade_worker::scope;

/// Pixels that are taken off the canvas at a time: they lie in memory twice meanwhile.
const STRIPE: u32 = 1 << 20;

/// Decodes a picture through the browser. Its size is taken from its header before anything is decoded; without one it is
/// refused, since nothing else keeps a small file from becoming a picture that fills the memory. Transparency is dropped
/// onto black.
///
/// # Errors
/// If it is too large, or the browser cannot decode it.
pub(super) async fn decode(bytes: &[u8], foreign: Foreign) -> Result<Picture, PhotoError> {
    let [width, height] = foreign_size(bytes).ok_or_else(|| damaged(text::bitmap_no_size()))?;
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MAX_MEGAPIXELS * 1_000_000 {
        return Err(PhotoError::TooLarge { megapixels: pixels.div_ceil(1_000_000) });
    }
    let bitmap = bitmap(bytes).await.map_err(|_| PhotoError::NotInThisBrowser(foreign))?;
    let size = u64::from(bitmap.width()) * u64::from(bitmap.height());
    let picture = match size {
        // It was turned, or cut to a part, but did not grow.
        size if size > 0 && size <= pixels => {
            picture(&bitmap).map_err(|_| PhotoError::NotInThisBrowser(foreign))
        }
        _ => Err(damaged(text::bitmap_other_size())),
    };
    bitmap.close();
    picture
}

fn damaged(what: &str) -> PhotoError {
    PhotoError::Damaged { what: what.to_owned() }
}

async fn bitmap(bytes: &[u8]) -> Result<ImageBitmap, JsValue> {
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes)))?;
    let options = ImageBitmapOptions::new();
    options.set_color_space_conversion(ColorSpaceConversion::None);
    options.set_premultiply_alpha(PremultiplyAlpha::None);
    options.set_image_orientation(ImageOrientation::FromImage);
    let decoding = scope().create_image_bitmap_with_blob_and_image_bitmap_options(&blob, &options)?;
    JsFuture::from(decoding).await?.dyn_into()
}

fn picture(bitmap: &ImageBitmap) -> Result<Picture, JsValue> {
    let (width, height) = (bitmap.width(), bitmap.height());
    let rows = (STRIPE / width).clamp(1, height);
    let canvas = OffscreenCanvas::new(width, rows)?;
    let context = canvas.get_context("2d")?.ok_or("no context")?;
    let context: OffscreenCanvasRenderingContext2d = context.unchecked_into();
    let mut rgb = Vec::with_capacity(3 * width as usize * height as usize);
    for top in (0..height).step_by(rows as usize) {
        context.clear_rect(0.0, 0.0, f64::from(width), f64::from(rows));
        context.draw_image_with_image_bitmap(bitmap, 0.0, -f64::from(top))?;
        let rows = rows.min(height - top);
        let stripe = context.get_image_data(0.0, 0.0, f64::from(width), f64::from(rows))?.data();
        rgb.extend(stripe.as_chunks::<4>().0.iter().flat_map(|[red, green, blue, _]| [*red, *green, *blue]));
    }
    Ok(Picture { width: width as usize, height: height as usize, rgb })
}
