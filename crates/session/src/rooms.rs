//! Recognises the rooms of the houses that a run trains on.

use std::rc::{Rc, Weak};

use facade_data::{Dataset, RoomClassifier};
use facade_nn::training::Prepared;
use facade_spec::ModelKind;

/// What recognises the rooms of a dataset for this network, if it needs that; fitted once.
pub(super) fn recognises_rooms(
    fitted: &mut Option<(Weak<Dataset>, Option<RoomClassifier>)>,
    prepared: &Prepared,
    model: ModelKind,
) -> Option<RoomClassifier> {
    if !model.uses_photos() || model == ModelKind::PretrainedSet {
        return None;
    }
    let data = &Rc::downgrade(&prepared.data);
    if !fitted.as_ref().is_some_and(|(of, _)| of.ptr_eq(data)) {
        let classifier = RoomClassifier::of_dataset(&prepared.data, &*prepared.photo_features);
        *fitted = Some((data.clone(), classifier));
    }
    fitted.as_ref().and_then(|(_, classifier)| classifier.clone())
}
