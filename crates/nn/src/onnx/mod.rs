//! A trained model as an ONNX file (<https://onnx.ai>), for runtimes of many languages.
//!
//! Its inputs are those of the page, montages and a home's unencoded attributes; its output is the price in
//! the data's currency.

pub(crate) mod graph;
mod layers;
mod pretrained;
mod proto;

use crate::model::NetworkInput;
use crate::model_file::Model;
use crate::training::{Column, Encoder, TargetScaler};
use facade_data::{PHOTO_FEATURES, cell};
use facade_features::{Extractor, ExtractorError, WeightedLayer, read_layers};
use facade_spec::graph::{CHANNELS, Op};
use facade_spec::{Layout, Target};
use graph::{OnnxGraph, Value};

/// The file's description.
const ABOUT: &str = "Prices homes. Trained by Facade.";
/// Descriptions of inputs and output.
const MONTAGE: &str = "Photos side by side, RGB, each divided by 255; which photo lies where is in the metadata under “montage”.";
const PHOTOS: &str =
    "Photos in the order in the metadata under “montage”, RGB from 0 to 255, squeezed to this size by area.";
const ATTRIBUTES: &str =
    "Attributes in the order in the metadata under “attributes”; NaN where one is not known.";
const ZIP_CODE: &str =
    "Place of the home's zip code in the metadata under “zip_codes”, from 0; -1 for another.";
const PRICE: &str = "The price, in the currency of the prices that the model was trained on.";
/// Description of the file with the pretrained network alone, and of its output.
const ABOUT_FEATURES: &str = "Features of photos. EfficientNet-Lite0, cut behind an expansion.";
const FEATURES: &str = "Means over the quarters of a photo: top left, top right, bottom left, bottom right.";

impl Model {
    /// Writes an ONNX file. `pretrained` is the file with the weights of the pretrained network, which becomes a part of
    /// the graph of a model that takes its features.
    ///
    /// # Errors
    /// If the model needs that file, and it is missing or damaged.
    pub fn to_onnx(&self, pretrained: Option<&[u8]>) -> Result<Vec<u8>, ExtractorError> {
        let (network, config) = (self.network(), &self.summary.config);
        let mut graph = OnnxGraph::new(network.layout(), [&self.frozen, &self.weights, &self.running_stats]);
        let pretrained = match pretrained {
            _ if !config.model.is_pretrained() => Vec::new(),
            Some(file) => read_layers(file)?,
            None => return Err(ExtractorError::Missing),
        };
        let mut inputs = GraphInputs { model: self, montage: None, pretrained };
        let output = layers::network(&network, &mut graph, |graph, kind| inputs.input(graph, kind));
        // The mean over photos that are taken one at a time, as over members.
        let count = network.output_rows() * network.members();
        let output = graph.reshape(&output, &[-1, count as i64]);
        let output = graph.mean(&output, 1, false);
        let mut number = |value: f64| graph.constant(&[], &[value as f32]);
        let TargetScaler { spread, centre, .. } = self.target_scaler;
        let [spread, centre] = [spread, centre].map(&mut number);
        let output = graph.apply("Mul", &[&output, &spread]);
        let output = graph.apply("Add", &[&output, &centre]);
        let price = if config.target == Target::Log { graph.apply("Exp", &[&output]) } else { output };
        let mut metadata = vec![("tile".to_owned(), config.tile.to_string())];
        if config.model.uses_photos() {
            metadata.push(("montage".to_owned(), crate::model_file::montage(&self.summary.rooms)));
        }
        if self.encoder.is_some() {
            let schema = &self.summary.input_schema;
            let list = |names: &[String]| serde_json::Value::from(names.to_vec()).to_string();
            metadata.push(("attributes".to_owned(), list(&schema.attributes)));
            metadata.push(("zip_codes".to_owned(), list(&schema.zip_codes)));
        }
        Ok(graph.finish(&price, ("price", &[]), [ABOUT, PRICE], metadata))
    }
}

/// The pretrained network alone as an ONNX file, from the file with its weights: `photos` as in a model's file, but `[photos, 3, side,
/// side]`, to `features`, `[photos, PHOTO_FEATURES]`.
///
/// # Errors
/// If the file is damaged or of another version.
pub fn pretrained_to_onnx(file: &[u8]) -> Result<Vec<u8>, ExtractorError> {
    let (layers, layout) = (read_layers(file)?, Layout::default());
    let mut graph = OnnxGraph::new(&layout, [&[]; 3]);
    let shape = [CHANNELS, Extractor::SIDE, Extractor::SIDE];
    let photos = graph.input("photos", false, &shape.map(Some), PHOTOS);
    // Homes of one photo each.
    let [channels, height, width] = shape.map(|length| length as i64);
    let homes = graph.reshape(&photos, &[-1, 1, channels, height, width]);
    let features = pretrained::features(&mut graph, &homes, &layers);
    let features = graph.reshape(&features, &[-1, PHOTO_FEATURES as i64]);
    Ok(graph.finish(&features, ("features", &[Some(PHOTO_FEATURES)]), [ABOUT_FEATURES, FEATURES], Vec::new()))
}

/// The network's inputs, computed from the graph's inputs.
struct GraphInputs<'a> {
    model: &'a Model,
    /// The montage, if it is already in the graph.
    montage: Option<Value>,
    /// The layers of the pretrained network, if the model takes its features.
    pretrained: Vec<WeightedLayer>,
}

impl GraphInputs<'_> {
    fn input(&mut self, graph: &mut OnnxGraph<'_>, kind: NetworkInput) -> Value {
        let config = &self.model.summary.config;
        match kind {
            NetworkInput::Montage => self.montage(graph),
            NetworkInput::Photo(photo) => self.photo(graph, photo),
            NetworkInput::EachPhoto => {
                let photos = (0..config.photos).map(|photo| {
                    let photo = self.photo(graph, photo);
                    let axis = graph.integers(&[1]);
                    graph.apply("Unsqueeze", &[&photo, &axis])
                });
                let photos = photos.collect();
                let joined = graph.concat(photos, 1);
                let tile = config.tile as i64;
                graph.reshape(&joined, &[-1, 3, tile, tile])
            }
            NetworkInput::PhotoFeatures => {
                // Layers that pool over photos take any number of them.
                let is_fixed = self.model.network().graph().layers.iter().any(|layer| layer.op == Op::Stack);
                let side = Some(Extractor::SIDE);
                let shape = [is_fixed.then_some(config.photos), Some(CHANNELS), side, side];
                let photos = graph.input("photos", false, &shape, PHOTOS);
                pretrained::features(graph, &photos, &self.pretrained)
            }
            // The second is in no graph.
            NetworkInput::Attributes | NetworkInput::Features => self.attributes(graph),
        }
    }

    fn montage(&mut self, graph: &mut OnnxGraph<'_>) -> Value {
        let [width, height] = self.model.summary.config.size();
        let shape = [CHANNELS, height, width].map(Some);
        let montage = || graph.input("montage", false, &shape, MONTAGE);
        self.montage.get_or_insert_with(montage).clone()
    }

    fn photo(&mut self, graph: &mut OnnxGraph<'_>, photo: usize) -> Value {
        let montage = self.montage(graph);
        let config = &self.model.summary.config;
        let ([column, row], tile) = (cell(photo, config.photos), config.tile);
        let starts = [row, column].map(|at| (at * tile) as i64);
        let ends = starts.map(|at| at + tile as i64);
        let [starts, ends, axes] = [starts, ends, [2, 3]].map(|values| graph.integers(&values));
        graph.apply("Slice", &[&montage, &starts, &ends, &axes])
    }

    fn attributes(&self, graph: &mut OnnxGraph<'_>) -> Value {
        let Some(encoder) = &self.model.encoder else { return graph.constant(&[0], &[]) };
        let schema = encoder.input_schema();
        let attributes = graph.input("attributes", false, &[Some(schema.attributes.len())], ATTRIBUTES);
        let zip_code = (!schema.zip_codes.is_empty()).then(|| graph.input("zip_code", true, &[], ZIP_CODE));
        encoded(graph, encoder, &attributes, zip_code.as_ref())
    }
}

/// [`Encoder::encode`] in ONNX operators.
fn encoded(
    graph: &mut OnnxGraph<'_>,
    encoder: &Encoder,
    attributes: &Value,
    zip_code: Option<&Value>,
) -> Value {
    let columns = encoder.columns();
    let vector = |of: fn(&Column) -> f64| columns.iter().map(|c| of(c) as f32).collect::<Vec<_>>();
    let count = columns.len();
    let log = graph.flags(&columns.iter().map(|column| column.log).collect::<Vec<_>>());
    let [centre, spread, fill_value] = [vector(|c| c.centre), vector(|c| c.spread), vector(|c| c.fill_value)]
        .map(|values| graph.constant(&[count], &values));
    let logarithm = graph.apply("Log", &[attributes]);
    let raw = graph.apply("Where", &[&log, &logarithm, attributes]);
    let centred = graph.apply("Sub", &[&raw, &centre]);
    let scaled = graph.apply("Div", &[&centred, &spread]);
    // Missing values are NaN; the logarithm of zero is infinite.
    let [missing, infinite] = ["IsNaN", "IsInf"].map(|test| graph.apply(test, &[&raw]));
    let unusable = graph.apply("Or", &[&missing, &infinite]);
    let columns = graph.apply("Where", &[&unusable, &fill_value, &scaled]);
    let Some(zip_code) = zip_code else { return columns };
    let indices: Vec<i64> = (0..encoder.input_schema().zip_codes.len() as i64).collect();
    let (codes, axis) = (graph.integers(&indices), graph.integers(&[1]));
    let zip_code = graph.apply("Unsqueeze", &[zip_code, &axis]);
    let is_match = graph.apply("Equal", &[&zip_code, &codes]);
    let one_hot = graph.apply_with("Cast", &[&is_match], &[("to", graph::OpAttribute::Integer(1))]);
    let mut parts = vec![columns.clone(), one_hot.clone()];
    // A length of 0 has another meaning in ONNX's Reshape.
    if encoder.is_crossed() && count > 0 {
        let last = graph.integers(&[2]);
        let [one_hot, columns] =
            [(one_hot, &last), (columns, &axis)].map(|(x, axis)| graph.apply("Unsqueeze", &[&x, axis]));
        let products = graph.apply("Mul", &[&one_hot, &columns]);
        parts.push(graph.reshape(&products, &[-1, (indices.len() * count) as i64]));
    }
    graph.concat(parts, 1)
}
