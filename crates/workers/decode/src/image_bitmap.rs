//! Decodes images that only the browser supports, with `createImageBitmap`: AVIF, and HEIC on some systems.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, ColorSpaceConversion, ImageBitmap, ImageBitmapOptions, ImageOrientation, OffscreenCanvas,
    OffscreenCanvasRenderingContext2d, PremultiplyAlpha,
};

use facade_imaging::{Image, MAX_MEGAPIXELS, PhotoError, UnsupportedFormat, heif_dimensions};
use facade_text as text;
use facade_worker::scope;

/// Number of pixels read from the canvas at a time. They are in memory twice.
const STRIPE_PIXELS: u32 = 1 << 20;

/// Decodes an image with the browser. The size is read from the header first, and images without one are rejected:
/// otherwise a small file could decode to an image that fills the memory. Transparent pixels are blended with black.
///
/// # Errors
/// If it is too large, or the browser cannot decode it.
pub(super) async fn decode(bytes: &[u8], format: UnsupportedFormat) -> Result<Image, PhotoError> {
    let [width, height] = heif_dimensions(bytes).ok_or_else(|| damaged(text::bitmap_no_size()))?;
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MAX_MEGAPIXELS * 1_000_000 {
        return Err(PhotoError::TooLarge { megapixels: pixels.div_ceil(1_000_000) });
    }
    let bitmap = create_bitmap(bytes).await.map_err(|_| PhotoError::NotInThisBrowser(format))?;
    let size = u64::from(bitmap.width()) * u64::from(bitmap.height());
    let image = match size {
        // Rotation and cropping may change the dimensions, but not increase the size.
        size if size > 0 && size <= pixels => {
            read_pixels(&bitmap).map_err(|_| PhotoError::NotInThisBrowser(format))
        }
        _ => Err(damaged(text::bitmap_other_size())),
    };
    bitmap.close();
    image
}

fn damaged(what: &str) -> PhotoError {
    PhotoError::Damaged { what: what.to_owned() }
}

async fn create_bitmap(bytes: &[u8]) -> Result<ImageBitmap, JsValue> {
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes)))?;
    let options = ImageBitmapOptions::new();
    options.set_color_space_conversion(ColorSpaceConversion::None);
    options.set_premultiply_alpha(PremultiplyAlpha::None);
    options.set_image_orientation(ImageOrientation::FromImage);
    let decoding = scope().create_image_bitmap_with_blob_and_image_bitmap_options(&blob, &options)?;
    JsFuture::from(decoding).await?.dyn_into()
}

fn read_pixels(bitmap: &ImageBitmap) -> Result<Image, JsValue> {
    let (width, height) = (bitmap.width(), bitmap.height());
    let rows = (STRIPE_PIXELS / width).clamp(1, height);
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
    Ok(Image { width: width as usize, height: height as usize, rgb })
}
