//! Markup in Rust.

/// Whether two names are the same, for [`html`], while it is compiled.
pub(in crate::view) const fn same(open: &str, closed: &str) -> bool {
    let (open, closed) = (open.as_bytes(), closed.as_bytes());
    let mut i = 0;
    while i < open.len() && i < closed.len() && open[i] == closed[i] {
        i += 1;
    }
    i == open.len() && i == closed.len()
}

/// A [`View`](super::View) in the markup of Leptos' `view!`, where every value stands in braces that is no literal:
///
/// ```text
/// html! { <p class="why" id={id} hidden={move || reason.with(Option::is_none)}>{icon("lock")} <span>"text"</span></p> }
/// ```
///
/// A value is text, a number, a view, several or none of them, or a closure that gives such: then it is shown anew
/// whenever what the closure reads changes. `class:name={..}`, `prop:name={..}`, `on:event={..}` and `inner_html={..}` are
/// as in Leptos.
macro_rules! html {
    // `[..]` holds the names of the elements that are open, the innermost first; then `[..]` what `Builder::fixed` is to be
    // told before the next value. First between elements:
    (@in $b:ident [] $fixed:tt) => { html!(@tell $b $fixed); };
    (@in $b:ident [$open:ident $($up:ident)*] [$($fixed:tt)*] < / $tag:ident > $($rest:tt)*) => {
        const { assert!($crate::view::dom::same(stringify!($open), stringify!($tag)), "another element is open") };
        html!(@in $b [$($up)*] [$($fixed)* "\0/",] $($rest)*);
    };
    (@in $b:ident [$($up:ident)*] [$($fixed:tt)*] < $tag:ident $($rest:tt)*) => {
        html!(@tag $b [$tag $($up)*] [$($fixed)* "\0<", stringify!($tag),] $($rest)*);
    };
    (@in $b:ident $up:tt [$($fixed:tt)*] $text:literal $($rest:tt)*) => {
        html!(@in $b $up [$($fixed)* "\0\"", $text,] $($rest)*);
    };
    (@in $b:ident $up:tt $fixed:tt { $($value:tt)* } $($rest:tt)*) => {
        html!(@tell $b $fixed);
        $b.show($($value)*);
        html!(@in $b $up [] $($rest)*);
    };
    // Within a tag.
    (@tag $b:ident $up:tt $fixed:tt > $($rest:tt)*) => { html!(@in $b $up $fixed $($rest)*); };
    (@tag $b:ident [$open:ident $($up:ident)*] [$($fixed:tt)*] / > $($rest:tt)*) => {
        html!(@in $b [$($up)*] [$($fixed)* "\0/",] $($rest)*);
    };
    (@tag $b:ident $up:tt $fixed:tt class : $name:ident = { $($value:tt)* } $($rest:tt)*) => {
        html!(@tell $b $fixed);
        $b.class(stringify!($name), $($value)*);
        html!(@tag $b $up [] $($rest)*);
    };
    (@tag $b:ident $up:tt $fixed:tt prop : $name:ident = { $($value:tt)* } $($rest:tt)*) => {
        html!(@tell $b $fixed);
        $b.property(stringify!($name), $($value)*);
        html!(@tag $b $up [] $($rest)*);
    };
    (@tag $b:ident $up:tt $fixed:tt on : $name:ident = { $($value:tt)* } $($rest:tt)*) => {
        html!(@tell $b $fixed);
        $b.on(stringify!($name), $($value)*);
        html!(@tag $b $up [] $($rest)*);
    };
    (@tag $b:ident $up:tt $fixed:tt inner_html = { $($value:tt)* } $($rest:tt)*) => {
        html!(@tell $b $fixed);
        $b.inner_html($($value)*);
        html!(@tag $b $up [] $($rest)*);
    };
    (@tag $b:ident $up:tt $fixed:tt $name:ident $(- $more:ident)* = { $($value:tt)* } $($rest:tt)*) => {
        html!(@tell $b $fixed);
        $b.attribute(concat!(stringify!($name) $(, "-", stringify!($more))*), $($value)*);
        html!(@tag $b $up [] $($rest)*);
    };
    (@tag $b:ident $up:tt [$($fixed:tt)*] $name:ident $(- $more:ident)* = $text:literal $($rest:tt)*) => {
        html!(@tag $b $up [$($fixed)* "\0", stringify!($name), $("-", stringify!($more),)* "=", $text,] $($rest)*);
    };
    (@tag $b:ident $up:tt [$($fixed:tt)*] $name:ident $($rest:tt)*) => {
        html!(@tag $b $up [$($fixed)* "\0", stringify!($name), "=",] $($rest)*);
    };
    (@tell $b:ident []) => {};
    (@tell $b:ident [$($fixed:tt)*]) => { $b.fixed(concat!($($fixed)*)); };
    ($($markup:tt)*) => {{
        #[allow(unused_mut)]
        let mut builder = $crate::view::dom::Builder::new();
        html!(@in builder [] [] $($markup)*);
        builder.done()
    }};
}
pub(in crate::view) use html;
