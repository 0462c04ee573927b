//! Random changes to photos, one by one, before they are tiled.

use facade_spec::Augmentation;
use facade_spec::random::Stream;

/// A photo as planes in 0 to 1, `[3, tile, tile]`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Photo {
    pub(super) tile: usize,
    pub(super) planes: Vec<f32>,
}

/// The change to one photo.
struct Transform {
    flip: bool,
    /// Left edge, top edge and side of the crop, as shares of the photo's.
    window: [f32; 3],
    /// Factor per channel.
    factors: [f32; 3],
}

impl Transform {
    fn draw(augmentation: &Augmentation, stream: &mut Stream) -> Self {
        let flip = augmentation.flip && stream.unit() < 0.5;
        let cut = augmentation.crop as f32 * stream.unit();
        let window = [cut * stream.unit(), cut * stream.unit(), 1.0 - cut];
        let mut factor = |most: f64| 1.0 + most as f32 * (2.0 * stream.unit() - 1.0);
        let all = factor(augmentation.brightness);
        let factors = [0; 3].map(|_| all * factor(augmentation.colour));
        Transform { flip, window, factors }
    }
}

impl Photo {
    /// The photo, changed by random numbers from the stream.
    pub(super) fn augmented(&self, augmentation: &Augmentation, mut stream: Stream) -> Self {
        let Transform { flip, window: [left, top, side], factors } =
            Transform::draw(augmentation, &mut stream);
        let tile = self.tile;
        let mut planes = Vec::with_capacity(self.planes.len());
        for (plane, factor) in self.planes.chunks_exact(tile * tile).zip(factors) {
            for row in 0..tile {
                let y = source_coordinate(top, side, row, tile);
                for column in 0..tile {
                    let x =
                        source_coordinate(left, side, if flip { tile - 1 - column } else { column }, tile);
                    planes.push((bilinear(plane, tile, x, y) * factor).clamp(0.0, 1.0));
                }
            }
        }
        Photo { tile, planes }
    }
}

/// Coordinate in the photo of a pixel of the stretched crop, in pixels from the centre of the first pixel.
fn source_coordinate(edge: f32, side: f32, at: usize, tile: usize) -> f32 {
    ((edge * tile as f32) + (at as f32 + 0.5) * side - 0.5).clamp(0.0, tile as f32 - 1.0)
}

fn bilinear(plane: &[f32], tile: usize, x: f32, y: f32) -> f32 {
    let (left, top) = (x as usize, y as usize);
    let (right, bottom) = ((left + 1).min(tile - 1), (top + 1).min(tile - 1));
    let (across, down) = (x - left as f32, y - top as f32);
    let row = |at: usize| plane[at * tile + left] * (1.0 - across) + plane[at * tile + right] * across;
    row(top) * (1.0 - down) + row(bottom) * down
}

#[cfg(test)]
mod tests {
    use super::*;
    use facade_spec::random::Purpose;

    fn photo() -> Photo {
        let tile = 5;
        Photo { tile, planes: (0..3 * tile * tile).map(|i| (i * 7 % 23) as f32 / 23.0).collect() }
    }

    fn stream(position: usize) -> Stream {
        Stream::new(1, Purpose::Augmentation, 0, position)
    }

    #[test]
    fn no_augmentation_changes_nothing() {
        assert_eq!(photo().augmented(&Augmentation::default(), stream(0)), photo());
    }

    #[test]
    fn half_of_the_photos_are_mirrored() {
        let flip = Augmentation { flip: true, ..Augmentation::default() };
        let mut mirrored = photo();
        mirrored.planes.chunks_exact_mut(5).for_each(<[f32]>::reverse);
        let turned = (0..1000).filter(|&i| photo().augmented(&flip, stream(i)) == mirrored).count();
        let left = (0..1000).filter(|&i| photo().augmented(&flip, stream(i)) == photo()).count();
        assert_eq!(turned + left, 1000);
        assert!((430..570).contains(&turned), "{turned}");
    }

    #[test]
    fn brightness_scales_channels_together_and_colour_separately() {
        let grey = Photo { tile: 1, planes: vec![0.5; 3] };
        let factors = |augmentation: Augmentation| {
            let photos = (0..500).map(|i| grey.augmented(&augmentation, stream(i)).planes);
            photos.map(|p| [p[0] * 2.0, p[1] * 2.0, p[2] * 2.0]).collect::<Vec<_>>()
        };
        let reach = |values: &[[f32; 3]]| {
            values.iter().flatten().fold((f32::MAX, f32::MIN), |(low, high), &v| (low.min(v), high.max(v)))
        };
        let bright = factors(Augmentation { brightness: 0.2, ..Augmentation::default() });
        assert!(bright.iter().all(|f| f[0] == f[1] && f[1] == f[2]));
        let (low, high) = reach(&bright);
        assert!((0.8..0.81).contains(&low) && (1.19..=1.2).contains(&high), "{low} {high}");
        let coloured = factors(Augmentation { colour: 0.1, ..Augmentation::default() });
        assert!(coloured.iter().all(|f| f[0] != f[1]));
        let (low, high) = reach(&coloured);
        assert!((0.9..0.91).contains(&low) && (1.09..=1.1).contains(&high), "{low} {high}");
    }

    #[test]
    fn a_crop_removes_at_most_the_given_share() {
        let tile = 40;
        let ramp = (0..3 * tile * tile).map(|i| (i % tile) as f32 / tile as f32).collect();
        let ramp = Photo { tile, planes: ramp };
        let crop = Augmentation { crop: 0.25, ..Augmentation::default() };
        let widths = (0..300).map(|i| {
            let row = ramp.augmented(&crop, stream(i)).planes[..tile].to_vec();
            assert!(row.is_sorted());
            row[tile - 1] - row[0]
        });
        let (least, most) = widths.fold((1.0f32, 0.0f32), |(low, high), v| (low.min(v), high.max(v)));
        assert!((0.7..0.76).contains(&least) && most > 0.95, "{least} {most}");
    }
}
