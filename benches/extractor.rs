//! The pretrained network and the squeezing of photos before it, as the decode module has them: a module for `./run bench`, which
//! measures it in an empty page.
#![allow(missing_docs, unreachable_pub, clippy::expect_used, clippy::unwrap_used)]
#![cfg_attr(target_arch = "wasm32", no_main)]

#[cfg(target_arch = "wasm32")]
mod entry {
    use facade_features::Extractor;
    use facade_imaging::{Plane, Ycc, squeeze};
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen]
    pub struct Network(Extractor);

    #[wasm_bindgen]
    impl Network {
        /// From the file with its weights.
        #[wasm_bindgen(constructor)]
        pub fn new(file: &[u8]) -> Result<Network, String> {
            Extractor::read(file).map(Network).map_err(|error| error.to_string())
        }

        /// Features of a squeezed photo.
        pub fn features(&self, rgb: &[u8]) -> Vec<f32> {
            self.0.look(rgb).quarters()
        }
    }

    /// Squeezes a photo, 4:2:0 as browsers decode it, for the network.
    #[wasm_bindgen]
    pub fn squeezed(samples: &[u8], width: usize, height: usize) -> Vec<u8> {
        let (luma, chroma) = (width * height, width.div_ceil(2) * height.div_ceil(2));
        let plane = |start, stride| Plane { start, stride };
        let planes =
            [plane(0, width), plane(luma, width.div_ceil(2)), plane(luma + chroma, width.div_ceil(2))];
        squeeze(&Ycc::new(samples, planes, [width, height], [2, 2]).unwrap(), Extractor::SIDE)
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
