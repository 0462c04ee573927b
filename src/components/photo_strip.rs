//! Small photos of a house.

use leptos::prelude::*;

use super::montage::Montage;
use facade_app::mapping_form::Thumbnail;
use facade_protocol::THUMBNAIL;
use facade_text as text;
use facade_text::format::room_name;

/// The first photos of a house, each with its room; `photos` gives the room and the index of the file.
#[component]
pub(crate) fn PhotoStrip(
    house: String,
    photos: Vec<(String, usize)>,
    #[prop(into)] thumbnails: Signal<Vec<Thumbnail>>,
) -> impl IntoView {
    let photo = |(room, path): &(String, usize)| {
        let (room, path) = (room_name(room), *path);
        let label = text::t!(map_example_photo, room = &room, house = &house);
        let thumbnail = Memo::new(move |_| {
            let of_path = |thumbnail: &&Thumbnail| thumbnail.0 == path;
            thumbnails.with(|all| all.iter().find(of_path).map(|(_, pixels)| pixels.clone()))
        });
        let picture = move || {
            Some(match thumbnail.get()? {
                Some(rgb) => {
                    view! { <Montage rgb size=[THUMBNAIL, THUMBNAIL] label=label.clone() /> }.into_any()
                }
                None => view! { <span class="sub">{text::map_no_thumbnail()}</span> }.into_any(),
            })
        };
        view! {
            <li>
                <div class="thumb">{picture}</div>
                <span class="sub">{room}</span>
            </li>
        }
    };
    view! { <ul>{photos.iter().take(4).map(photo).collect_view()}</ul> }
}
