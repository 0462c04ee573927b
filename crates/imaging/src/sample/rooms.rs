//! Draws bathroom, bedroom and kitchen. A higher finish means darker wood and floors and more furnishings; a larger
//! house means longer furniture.

use super::canvas::{Canvas, Colour, HEIGHT, WIDTH};
use super::plan::{Landscape, Plan};
use crate::Image;

/// Height at which the wall meets the floor.
const FLOOR: f32 = 36.0;

const CLOTHS: [Colour; 6] = [
    Colour(0x5f8aa3),
    Colour(0xb4574a),
    Colour(0x7d9b7a),
    Colour(0xc29a55),
    Colour(0x8a6f9e),
    Colour(0x3f6f86),
];
const LEAF: Colour = Colour(0x5d8464);

/// Laminate, oak, walnut.
fn wood(plan: &Plan) -> Colour {
    gradient(plan.finish, [Colour(0xe0c48e), Colour(0xb07c46), Colour(0x573726)])
}

/// Linoleum, pine, dark boards.
fn boards(plan: &Plan) -> Colour {
    gradient(plan.finish, [Colour(0xd3cdbf), Colour(0xb98f62), Colour(0x6f4a33)])
}

fn gradient(finish: f32, [low, middle, high]: [Colour; 3]) -> Colour {
    if finish < 0.5 { low.towards(middle, 2.0 * finish) } else { middle.towards(high, 2.0 * finish - 1.0) }
}

fn cloth(plan: &Plan, which: u32) -> Colour {
    CLOTHS[plan.choose(which, CLOTHS.len())]
}

fn room(plan: &Plan) -> Canvas {
    let wall = match plan.landscape {
        Landscape::Desert => Colour(0xecd9bb),
        Landscape::Suburb => Colour(0xe2e4da),
        Landscape::Coast => Colour(0xcfdfec),
    };
    let mut canvas = Canvas::new(wall);
    canvas.block(0.0, FLOOR, WIDTH, HEIGHT - FLOOR, boards(plan));
    canvas.block(0.0, FLOOR - 1.3, WIDTH, 1.3, wall.towards(Colour::WHITE, 0.7));
    canvas.ink(&[((0.0, FLOOR), (WIDTH, FLOOR))]);
    canvas
}

fn tiles(top: f32, bottom: f32, canvas: &mut Canvas) {
    let pitch = 6.0;
    for i in 1..(WIDTH / pitch) as usize + 1 {
        let x = pitch * i as f32;
        canvas.line((x, top), (x, bottom), 0.6, Colour::INK, 0.1);
    }
    let mut y = bottom - pitch;
    while y > top {
        canvas.line((0.0, y), (WIDTH, y), 0.6, Colour::INK, 0.1);
        y -= pitch;
    }
}

fn window(x: f32, y: f32, width: f32, height: f32, canvas: &mut Canvas) {
    canvas.rect(x - 0.9, y - 0.9, width + 1.8, height + 1.8, Colour::WHITE);
    canvas.rect(x, y, width, height, Colour(0xcfe2ec));
    let (middle, across) = (x + width / 2.0, y + height / 2.0);
    canvas.ink(&[((middle, y), (middle, y + height)), ((x, across), (x + width, across))]);
}

fn plant(x: f32, foot: f32, canvas: &mut Canvas) {
    canvas.ellipse((x, foot - 6.2), 2.6, 3.4, LEAF);
    canvas.shape(
        &[(x - 1.9, foot - 3.6), (x + 1.9, foot - 3.6), (x + 1.3, foot), (x - 1.3, foot)],
        Colour(0xb5694a),
    );
}

pub(super) fn bathroom(plan: &Plan) -> Image {
    let mut canvas = room(plan);
    tiles(if plan.finish > 0.4 { 0.0 } else { 18.0 }, FLOOR - 1.3, &mut canvas);
    if plan.finish < 0.34 {
        shower_and_toilet(plan, &mut canvas);
    } else {
        tub_and_basin(plan, &mut canvas);
    }
    canvas.finish()
}

fn shower_and_toilet(plan: &Plan, canvas: &mut Canvas) {
    let width = 15.0 + 9.0 * plan.size();
    let x = 60.0 - width;
    canvas.rect(x, 5.0, width, 37.0, Colour(0xd3e4ea));
    let middle = x + width / 2.0;
    canvas.ink(&[((middle, 5.0), (middle, 42.0))]);
    canvas.line((x + 3.5, 9.0), (x + 3.5, 15.0), 1.2, Colour::STEEL, 1.0);
    canvas.line((x + 3.5, 9.0), (x + 6.5, 9.0), 1.2, Colour::STEEL, 1.0);
    canvas.rect(12.0, 23.5, 9.0, 9.0, Colour::WHITE);
    canvas.shape(
        &[
            (9.5, 32.0),
            (23.5, 32.0),
            (21.5, 37.0),
            (19.0, 38.5),
            (19.0, 42.0),
            (14.0, 42.0),
            (14.0, 38.5),
            (11.5, 37.0),
        ],
        Colour::WHITE,
    );
    canvas.rect(11.5, 8.0, 10.0, 9.0, Colour::GLASS);
    canvas.rect(27.0, 19.0, 4.5, 10.0, cloth(plan, 10));
}

fn tub_and_basin(plan: &Plan, canvas: &mut Canvas) {
    let tub = 20.0 + 16.0 * plan.size();
    let basin = 12.0 + 12.0 * (plan.finish - 0.34);
    window(5.0 + tub / 2.0 - 6.0, 5.0, 8.0 + 8.0 * plan.finish, 12.0, canvas);
    // A white tub; a wooden panel for higher finishes.
    canvas.shape(
        &[(5.0, 28.5), (3.0 + tub, 28.5), (2.0 + tub, 38.0), (tub - 1.0, 41.0), (9.0, 41.0), (6.0, 38.0)],
        Colour::WHITE,
    );
    if plan.finish > 0.7 {
        canvas.rect(5.6, 31.5, tub - 3.2, 10.0, wood(plan));
    } else {
        canvas.ink(&[((10.0, 41.0), (10.0, 43.5)), ((tub - 2.0, 41.0), (tub - 2.0, 43.5))]);
    }
    canvas.rect(3.5, 27.0, tub + 1.0, 2.2, Colour::WHITE);
    canvas.line((tub - 0.5, 27.0), (tub - 0.5, 21.0), 1.2, Colour::STEEL, 1.0);
    canvas.line((tub - 0.5, 21.4), (tub - 3.5, 21.4), 1.2, Colour::STEEL, 1.0);

    let x = 61.0 - basin;
    canvas.rect(x, 28.5, basin, 13.0, wood(plan));
    canvas.ink(&[((x + basin / 2.0, 28.5), (x + basin / 2.0, 41.5))]);
    canvas.rect(x - 1.0, 26.3, basin + 2.0, 2.4, Colour(0xf4f2ec));
    canvas.rect(x + 1.0, 7.0, basin - 2.0, 13.0, Colour(0xd5e3e9));
    canvas.line((x + 3.0, 16.0), (x + 7.5, 10.0), 0.9, Colour::WHITE, 1.0);
    let sinks = if basin > 17.0 { 2 } else { 1 };
    for sink in 0..sinks {
        let middle = x + basin * (sink as f32 + 0.5) / sinks as f32;
        canvas.line((middle, 26.3), (middle, 23.4), 1.1, Colour::STEEL, 1.0);
        canvas.line((middle, 23.6), (middle + 2.0, 23.6), 1.1, Colour::STEEL, 1.0);
    }
    if x - tub > 11.0 {
        canvas.rect(tub + 6.0, 18.0, 4.0, 11.0, cloth(plan, 10));
    }
}

pub(super) fn bedroom(plan: &Plan) -> Image {
    let mut canvas = room(plan);
    let wide = 19.0 + 19.0 * plan.size();
    let left = if wide < 26.0 { 34.0 } else { WIDTH / 2.0 } - wide / 2.0;
    let right = left + wide;
    let (blanket, wood) = (cloth(plan, 11), wood(plan));

    if plan.finish > 0.3 {
        let rug = blanket.towards(Colour::WHITE, 0.55);
        canvas
            .shape(&[(left - 5.0, 40.5), (right + 5.0, 40.5), (right + 8.0, 46.0), (left - 8.0, 46.0)], rug);
    }
    // A window if there is room; curtains for higher finishes.
    if left > 16.0 {
        window(4.0, 8.0, 9.0, 12.0, &mut canvas);
        if plan.finish > 0.45 {
            canvas.rect(1.4, 6.0, 3.0, 18.0, blanket);
            canvas.rect(12.6, 6.0, 3.0, 18.0, blanket);
        }
    }
    canvas.rect(left + wide / 2.0 - 6.0, 4.0, 12.0, 8.4, Colour(0xe9eef0));
    let x = left + wide / 2.0;
    canvas.fill(&[(x - 5.4, 11.8), (x - 2.0, 8.0), (x + 0.4, 9.8), (x + 2.4, 8.4), (x + 5.4, 11.8)], LEAF);

    let head = 22.0 - 5.5 * plan.finish;
    canvas.rect(left, head, wide, 36.0 - head, wood);
    if plan.finish > 0.6 {
        canvas.rect(left + 2.0, head + 2.0, wide - 4.0, 9.0, wood.towards(Colour::WHITE, 0.18));
    }
    canvas.rect(left - 1.0, 29.0, wide + 2.0, 13.0, blanket);
    canvas.rect(left - 1.0, 28.6, wide + 2.0, 4.2, Colour::WHITE);
    let pillows = 1 + (wide > 24.0) as usize + (wide > 34.0) as usize;
    let pitch = wide / pillows as f32;
    for pillow in 0..pillows {
        canvas.rect(left + pitch * pillow as f32 + 1.2, 24.4, pitch - 2.4, 5.0, Colour(0xffffff));
    }
    canvas.rect(left - 1.0, 41.0, wide + 2.0, 2.4, wood);
    if plan.finish > 0.5 {
        lamp(left - 6.0, wood, &mut canvas);
        lamp(right + 6.0, wood, &mut canvas);
    } else if right < 52.0 {
        plant(right + 6.5, 40.5, &mut canvas);
    }
    canvas.finish()
}

/// A lamp on a bedside table.
fn lamp(x: f32, wood: Colour, canvas: &mut Canvas) {
    canvas.rect(x - 3.6, 33.0, 7.2, 9.0, wood);
    canvas.ink(&[((x - 3.6, 37.5), (x + 3.6, 37.5))]);
    canvas.line((x, 33.0), (x, 29.5), 0.9, Colour::STEEL, 1.0);
    canvas.shape(&[(x - 2.0, 25.0), (x + 2.0, 25.0), (x + 3.2, 29.5), (x - 3.2, 29.5)], Colour(0xf3dfa8));
}

pub(super) fn kitchen(plan: &Plan) -> Image {
    let mut canvas = room(plan);
    let long = 30.0 + 30.0 * plan.size();
    let wood = wood(plan);
    let top = Colour(0xbdb7aa).towards(Colour(0xfdfdfb), plan.finish);
    if plan.finish > 0.55 {
        tiles(15.0, 25.0, &mut canvas);
    }
    cupboards(plan, long, wood, top, &mut canvas);
    // The rest of the wall: a window and a table, or a plant.
    let rest = 62.0 - long;
    if rest > 14.0 {
        let x = long + 4.0;
        window(x + 2.0, 7.0, rest - 6.0, 12.0, &mut canvas);
        canvas.rect(x, 28.0, rest - 2.0, 1.8, wood);
        canvas.rect(x + 1.5, 29.8, 1.6, 12.2, wood);
        canvas.rect(x + rest - 5.0, 29.8, 1.6, 12.2, wood);
        canvas.ellipse((x + rest / 2.0 - 1.0, 26.4), 2.2, 1.7, cloth(plan, 12));
    } else if rest > 6.0 {
        plant(long + 2.0 + rest / 2.0, 42.0, &mut canvas);
    }
    if plan.finish > 0.62 {
        island(plan, wood, &mut canvas);
    }
    canvas.finish()
}

fn cupboards(plan: &Plan, long: f32, wood: Colour, top: Colour, canvas: &mut Canvas) {
    let left = 2.0;
    let doors = (long / 7.5) as usize;
    let pitch = long / doors as f32;
    let stove = doors / 2;
    canvas.rect(left, 27.0, long, 15.0, wood);
    for door in 0..doors {
        let x = left + pitch * door as f32;
        canvas.ink(&[((x, 27.0), (x, 42.0))]);
        // Wall cupboards, except above the stove.
        if door != stove {
            canvas.rect(x, 4.0, pitch, 11.0, wood);
            canvas.line((x + pitch - 1.4, 11.0), (x + pitch - 1.4, 13.2), 0.7, Colour::WHITE, 0.8);
            canvas.line((x + pitch - 1.4, 29.6), (x + pitch - 1.4, 32.4), 0.7, Colour::WHITE, 0.8);
        }
    }
    let x = left + pitch * stove as f32;
    canvas.rect(x, 27.6, pitch, 14.4, Colour(0x9aa2a9));
    canvas.rect(x + 1.4, 32.0, pitch - 2.8, 6.8, Colour(0x59636c));
    if plan.finish > 0.3 {
        let hood = [(x + 1.6, 4.0), (x + pitch - 1.6, 4.0), (x + pitch, 14.0), (x, 14.0)];
        canvas.shape(&hood, Colour(0xb9bfc4));
    }
    canvas.rect(left - 1.0, 24.4, long + 2.0, 2.8, top);
    canvas.ellipse((left + pitch * 0.6, 22.3), 1.6, 2.1, cloth(plan, 12));
    let tap = left + long - pitch * 0.7;
    canvas.line((tap, 24.4), (tap, 20.6), 1.1, Colour::STEEL, 1.0);
    canvas.line((tap, 20.8), (tap + 2.6, 20.8), 1.1, Colour::STEEL, 1.0);
}

fn island(plan: &Plan, wood: Colour, canvas: &mut Canvas) {
    let long = 22.0 + 16.0 * plan.size();
    let left = 32.0 - long / 2.0;
    canvas.rect(left, 36.0, long, 11.0, wood.towards(Colour::INK, 0.15));
    canvas.rect(left - 1.5, 33.6, long + 3.0, 2.8, Colour(0xfdfdfb));
    for side in [-1.0, 1.0] {
        let x = 32.0 + side * long / 4.0;
        canvas.line((x, 0.0), (x, 15.4), 0.7, Colour::INK, 0.8);
        canvas.shape(&[(x - 2.8, 19.0), (x - 1.0, 15.4), (x + 1.0, 15.4), (x + 2.8, 19.0)], cloth(plan, 13));
    }
}
