//! Draws the front of a house.

use super::canvas::{Canvas, Colour, HEIGHT, WIDTH};
use super::plan::{Landscape, Plan};
use crate::Image;

/// Ground level.
const GROUND: f32 = 38.0;
const STOREY: f32 = 9.0;

const WALLS: [Colour; 6] = [
    Colour(0xd9be98),
    Colour(0xc98a68),
    Colour(0xe4ddd0),
    Colour(0xb9a08a),
    Colour(0xa8b3b5),
    Colour(0xd8cdb4),
];
const ROOFS: [Colour; 4] = [Colour(0x43566b), Colour(0x8e4434), Colour(0x6a5a4d), Colour(0x7d8791)];
const DOORS: [Colour; 5] =
    [Colour(0x2f4a66), Colour(0xa3392b), Colour(0x4f6d57), Colour(0x6b4a2f), Colour(0xc49a3c)];

pub(super) fn front(plan: &Plan) -> Image {
    let mut canvas = landscape(plan);
    let wall = WALLS[plan.choose(0, WALLS.len())];
    let roof = ROOFS[plan.choose(1, ROOFS.len())];
    let shift = plan.choose(2, 5) as f32 - 2.0;
    let left = WIDTH / 2.0 + shift - plan.width / 2.0;
    let top = GROUND - STOREY * plan.storeys as f32;

    trees(plan, left, &mut canvas);
    canvas.rect(left, top, plan.width, GROUND - top, wall);
    storeys(plan, left, top, wall, &mut canvas);
    draw_roof(plan, left, top, roof, &mut canvas);
    openings(plan, left, top, &mut canvas);
    if plan.pool {
        let x = if shift > 0.0 { 12.0 } else { 52.0 };
        canvas.ellipse((x, 43.6), 10.5, 3.2, Colour(0xf1efe8));
        canvas.ellipse((x, 43.6), 9.0, 2.3, Colour(0x4fb3d4));
    }
    canvas.finish()
}

fn landscape(plan: &Plan) -> Canvas {
    let (sky, ground) = match plan.landscape {
        Landscape::Desert => (Colour(0xf1dfc2), Colour(0xd3b98d)),
        Landscape::Suburb => (Colour(0xd5e6ea), Colour(0xa9b98f)),
        Landscape::Coast => (Colour(0xb4d3ee), Colour(0x7fa777)),
    };
    let mut canvas = Canvas::new(sky);
    match plan.landscape {
        Landscape::Desert => {
            let peak = 8.0 + plan.choose(3, 12) as f32;
            canvas.fill(&[(-8.0, GROUND), (peak, 24.0), (36.0, GROUND)], Colour(0xdcb88e));
            canvas.fill(&[(26.0, GROUND), (44.0 + peak / 2.0, 27.0), (76.0, GROUND)], Colour(0xe3c7a0));
        }
        Landscape::Suburb => {
            for i in 0..3 {
                let x = -4.0 + 25.0 * i as f32 + plan.choose(3 + i, 6) as f32;
                let pale = Colour(0xc3d2d3);
                canvas.fill(&[(x - 1.0, 31.0), (x + 7.0, 25.5), (x + 15.0, 31.0)], pale);
                canvas.block(x, 31.0, 14.0, GROUND - 31.0, pale);
            }
        }
        Landscape::Coast => {
            canvas.block(0.0, 29.0, WIDTH, 9.0, Colour(0x5f9ac0));
            let x = 5.0 + plan.choose(3, 54) as f32;
            canvas.fill(&[(x, 24.0), (x + 3.5, 29.5), (x, 29.5)], Colour::WHITE);
        }
    }
    canvas.block(0.0, GROUND, WIDTH, HEIGHT - GROUND, ground);
    canvas
}

/// Trees beside the house; their crowns are behind it.
fn trees(plan: &Plan, left: f32, canvas: &mut Canvas) {
    let right = left + plan.width;
    let places = [(left - 6.0, 5.2), (right + 6.5, 5.8), (left - 12.5, 4.2)];
    let leaf = [Colour(0x5d8464), Colour(0x6d8c5a), Colour(0x4f7a6a)][plan.choose(7, 3)];
    for &(x, radius) in &places[..plan.trees] {
        let y = GROUND - 8.0 - radius / 2.0;
        canvas.line((x, y), (x, GROUND + 0.6), 1.4, Colour(0x6b523c), 1.0);
        canvas.ellipse((x, y), radius, radius * 1.1, leaf);
    }
}

/// A line between storeys; for higher finishes, a band and a stone base.
fn storeys(plan: &Plan, left: f32, top: f32, wall: Colour, canvas: &mut Canvas) {
    for storey in 1..plan.storeys {
        let y = top + STOREY * storey as f32;
        if plan.finish > 0.5 {
            canvas.rect(left, y - 0.6, plan.width, 1.2, wall.towards(Colour::WHITE, 0.6));
        } else {
            canvas.ink(&[((left, y), (left + plan.width, y))]);
        }
    }
    if plan.finish > 0.35 {
        canvas.rect(left, GROUND - 2.0, plan.width, 2.0, wall.towards(Colour::STEEL, 0.6));
    }
}

fn draw_roof(plan: &Plan, left: f32, top: f32, colour: Colour, canvas: &mut Canvas) {
    let right = left + plan.width;
    let middle = (left + right) / 2.0;
    let high = (5.0 + plan.width / 7.0).min(top - 1.0);
    match plan.choose(4, 3) {
        // Gable, with a round window and a chimney.
        0 => {
            canvas.rect(right - 9.0, top - high + 0.5, 3.4, high, colour.towards(Colour::INK, 0.25));
            canvas.shape(&[(left - 3.0, top), (middle, top - high), (right + 3.0, top)], colour);
            canvas.ellipse((middle, top - high * 0.42), 1.7, 1.7, Colour::GLASS);
        }
        // Hipped, with a dormer.
        1 => {
            let ridge = plan.width * 0.22;
            let high = high * 0.85;
            let eaves = [
                (left - 3.0, top),
                (left + ridge, top - high),
                (right - ridge, top - high),
                (right + 3.0, top),
            ];
            canvas.shape(&eaves, colour);
            if plan.width > 28.0 {
                let wall = Colour(0xe6e2da);
                canvas.rect(middle - 3.0, top - high * 0.7, 6.0, high * 0.7 - 1.0, wall);
                canvas.rect(middle - 1.6, top - high * 0.6, 3.2, high * 0.45, Colour::GLASS);
            }
        }
        // Flat.
        _ => canvas.rect(left - 2.0, top - 2.6, plan.width + 4.0, 3.0, colour),
    }
}

/// Windows about every eight units in each storey; the door replaces one of them.
fn openings(plan: &Plan, left: f32, top: f32, canvas: &mut Canvas) {
    let columns = (plan.width / 7.6) as usize;
    let pitch = plan.width / columns as f32;
    let door = columns / 2;
    let garage = (plan.width > 33.0).then(|| if plan.choose(5, 2) == 0 { 0 } else { columns - 1 });
    let colour = DOORS[plan.choose(6, DOORS.len())];
    for storey in 0..plan.storeys {
        let y = top + STOREY * storey as f32;
        let ground_floor = storey + 1 == plan.storeys;
        for column in 0..columns {
            let x = left + pitch * (column as f32 + 0.5);
            if ground_floor && column == door {
                canvas.fill(
                    &[(x - 2.3, GROUND), (x + 2.3, GROUND), (x + 5.5, HEIGHT), (x - 5.5, HEIGHT)],
                    Colour(0xd3cbbc),
                );
                canvas.rect(x - 2.2, GROUND - 7.2, 4.4, 7.2, colour);
                if plan.finish > 0.65 {
                    canvas.shape(
                        &[(x - 4.0, GROUND - 7.2), (x, GROUND - 9.4), (x + 4.0, GROUND - 7.2)],
                        Colour::WHITE,
                    );
                }
            } else if ground_floor && Some(column) == garage {
                let (x, y) = (x - 3.2, GROUND - 6.0);
                canvas.rect(x, y, 6.4, 6.0, Colour(0xe8e4db));
                canvas.ink(&[((x, y + 2.0), (x + 6.4, y + 2.0)), ((x, y + 4.0), (x + 6.4, y + 4.0))]);
            } else {
                window(x, y + 2.0, plan.finish, colour, canvas);
            }
        }
    }
}

fn window(x: f32, y: f32, finish: f32, shutters: Colour, canvas: &mut Canvas) {
    let (width, height) = (3.4 + 0.8 * finish, 4.6);
    let left = x - width / 2.0;
    if finish > 0.45 {
        canvas.rect(left - 1.1, y, width + 2.2, height, shutters);
    }
    canvas.rect(left, y, width, height, Colour::GLASS);
    canvas.ink(&[((x, y), (x, y + height)), ((left, y + height / 2.0), (left + width, y + height / 2.0))]);
}
