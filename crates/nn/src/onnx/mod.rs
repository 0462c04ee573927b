//! A trained model as an ONNX file (<https://onnx.ai>), which runtimes of many languages compute.
//!
//! It takes what the page takes, montages and a home's attributes as they are, and says prices in the data's currency.

pub(crate) mod graph;
mod proto;

use std::collections::HashMap;

use crate::model::{View, features};
use crate::model_file::Model;
use crate::training::{Column, Encoder};
use facade_data::cell;
use facade_spec::{ModelKind, Target};
use graph::{Graph, Value};

/// What the file says of itself.
const ABOUT: &str = "Prices homes. Trained by Facade.";
/// What is to be said of what goes in and comes out.
const MONTAGE: &str = "Photos side by side, RGB, each divided by 255; which photo lies where is in the metadata under “montage”.";
const ATTRIBUTES: &str =
    "Attributes in the order in the metadata under “attributes”; NaN where one is not known.";
const ZIP_CODE: &str =
    "Place of the home's zip code in the metadata under “zip_codes”, from 0; -1 for another.";
const PRICE: &str = "The price, in the currency of the prices that the model was trained on.";

impl Model {
    /// As the bytes of an ONNX file.
    pub fn to_onnx(&self) -> Vec<u8> {
        let (network, config) = (self.network(), &self.summary.config);
        let mut graph = Graph::new(network.layout(), [&self.fixed, &self.weights, &self.moving]);
        let mut told = Told { model: self, views: HashMap::new(), montage: None };
        let said = network.onnx(&mut graph, &mut |graph, view| told.view(graph, view));
        // Of photos that are looked at one at a time, the mean, as of members.
        let across = if config.model == ModelKind::Single { config.photos } else { network.members() };
        let said = graph.reshape(&said, &[-1, across as i64]);
        let said = graph.mean(&said, 1, false);
        let mut number = |value: f64| graph.constant(&[], &[value as f32]);
        let [spread, centre, shade] = [self.scale.spread, self.scale.centre, self.shade].map(&mut number);
        let said = graph.apply("Mul", &[&said, &spread]);
        let said = graph.apply("Add", &[&said, &centre]);
        let price = if config.target == Target::Log { graph.apply("Exp", &[&said]) } else { said };
        let price = graph.apply("Mul", &[&price, &shade]);
        let mut metadata = vec![("tile".to_owned(), config.tile.to_string())];
        if config.model.sees_photos() {
            metadata.push(("montage".to_owned(), crate::model_file::montage(&self.summary.rooms)));
        }
        if self.encoder.is_some() {
            let asks = &self.summary.asks;
            let list = |names: &[String]| serde_json::Value::from(names.to_vec()).to_string();
            metadata.push(("attributes".to_owned(), list(&asks.attributes)));
            metadata.push(("zip_codes".to_owned(), list(&asks.zip_codes)));
        }
        graph.finish(&price, "price", [ABOUT, PRICE], metadata)
    }
}

/// What a network is told, made of what goes into the graph.
struct Told<'a> {
    model: &'a Model,
    /// What is there already.
    views: HashMap<View, Value>,
    montage: Option<Value>,
}

impl Told<'_> {
    fn view(&mut self, graph: &mut Graph<'_>, view: View) -> Value {
        if let Some(known) = self.views.get(&view) {
            return known.clone();
        }
        let config = &self.model.summary.config;
        let value = match view {
            View::Montage => self.montage(graph),
            View::Photo(photo) => self.photo(graph, photo),
            View::Each => {
                let photos = (0..config.photos).map(|photo| {
                    let photo = self.photo(graph, photo);
                    let axis = graph.integers(&[1]);
                    graph.apply("Unsqueeze", &[&photo, &axis])
                });
                let photos = photos.collect();
                let joined = graph.joined(photos, 1);
                let tile = config.tile as i64;
                graph.reshape(&joined, &[-1, 3, tile, tile])
            }
            View::Attributes => self.attributes(graph),
            View::Features => {
                let photos = self.view(graph, View::Each);
                features::onnx(graph, &photos, config, &self.model.fixed)
            }
        };
        self.views.insert(view, value.clone());
        value
    }

    fn montage(&mut self, graph: &mut Graph<'_>) -> Value {
        let [width, height] = self.model.summary.config.size();
        let montage = || graph.input("montage", false, &[3, height, width], MONTAGE);
        self.montage.get_or_insert_with(montage).clone()
    }

    fn photo(&mut self, graph: &mut Graph<'_>, photo: usize) -> Value {
        let montage = self.montage(graph);
        let config = &self.model.summary.config;
        let ([column, row], tile) = (cell(photo, config.photos), config.tile);
        let starts = [row, column].map(|at| (at * tile) as i64);
        let ends = starts.map(|at| at + tile as i64);
        let [starts, ends, axes] = [starts, ends, [2, 3]].map(|values| graph.integers(&values));
        graph.apply("Slice", &[&montage, &starts, &ends, &axes])
    }

    fn attributes(&self, graph: &mut Graph<'_>) -> Value {
        let Some(encoder) = &self.model.encoder else { return graph.constant(&[0], &[]) };
        let asks = encoder.asks();
        let attributes = graph.input("attributes", false, &[asks.attributes.len()], ATTRIBUTES);
        let zip_code = (!asks.zip_codes.is_empty()).then(|| graph.input("zip_code", true, &[], ZIP_CODE));
        encoded(graph, encoder, &attributes, zip_code.as_ref())
    }
}

/// What [`Encoder::encode`] makes of attributes and a zip code.
fn encoded(graph: &mut Graph<'_>, encoder: &Encoder, attributes: &Value, zip_code: Option<&Value>) -> Value {
    let columns = encoder.columns();
    let vector = |of: fn(&Column) -> f64| columns.iter().map(|c| of(c) as f32).collect::<Vec<_>>();
    let count = columns.len();
    let log = graph.flags(&columns.iter().map(|column| column.log).collect::<Vec<_>>());
    let [centre, spread, middle] = [vector(|c| c.centre), vector(|c| c.spread), vector(|c| c.middle)]
        .map(|values| graph.constant(&[count], &values));
    let logarithm = graph.apply("Log", &[attributes]);
    let raw = graph.apply("Where", &[&log, &logarithm, attributes]);
    let apart = graph.apply("Sub", &[&raw, &centre]);
    let known = graph.apply("Div", &[&apart, &spread]);
    // What is no number, and the logarithm of zero.
    let [missing, endless] = ["IsNaN", "IsInf"].map(|test| graph.apply(test, &[&raw]));
    let unknown = graph.apply("Or", &[&missing, &endless]);
    let columns = graph.apply("Where", &[&unknown, &middle, &known]);
    let Some(zip_code) = zip_code else { return columns };
    let places: Vec<i64> = (0..encoder.asks().zip_codes.len() as i64).collect();
    let (codes, axis) = (graph.integers(&places), graph.integers(&[1]));
    let own = graph.apply("Unsqueeze", &[zip_code, &axis]);
    let is_own = graph.apply("Equal", &[&own, &codes]);
    let own = graph.apply_with("Cast", &[&is_own], &[("to", graph::Setting::Integer(1))]);
    let mut parts = vec![columns.clone(), own.clone()];
    // A length of nought would mean something else to ONNX.
    if encoder.is_crossed() && count > 0 {
        let last = graph.integers(&[2]);
        let [own, columns] =
            [(own, &last), (columns, &axis)].map(|(x, axis)| graph.apply("Unsqueeze", &[&x, axis]));
        let products = graph.apply("Mul", &[&own, &columns]);
        parts.push(graph.reshape(&products, &[-1, (places.len() * count) as i64]));
    }
    graph.joined(parts, 1)
}
