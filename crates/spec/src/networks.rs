//! The networks: a function for each that adds its layers to a graph.

pub use super::backbones::extractor;
use super::backbones::{efficientnet_lite0, resnet18};
use super::config::Config;
use super::graph::{CHANNELS, Graph, NetworkInput, Op};
use super::recipe::{Architecture, ModelKind};
use facade_data::PHOTO_FEATURES;

/// Units of the dense layers after convolution blocks; the first is batch-normalised, with dropout.
const CNN_UNITS: [usize; 2] = [16, 4];
/// Units of the dense layers over attributes.
const MLP_UNITS: [usize; 2] = [8, 4];
/// Units of the layer that merges branches, as in part 3 of the series.
const MERGED_UNITS: usize = 4;
/// The network for these settings and this many encoded attributes.
pub fn graph(config: &Config, attributes: usize) -> Graph {
    let mut graph = Graph::new(config.photos);
    match config.model {
        ModelKind::Cnn => cnn(&mut graph, config),
        ModelKind::Single => single(&mut graph, config),
        ModelKind::Branches => branches(&mut graph, config),
        ModelKind::Mlp => mlp(&mut graph, config, attributes),
        ModelKind::Mixed => mixed(&mut graph, config, attributes),
        ModelKind::TunedPhotos | ModelKind::TunedMixed => tuned(&mut graph, config, attributes),
        ModelKind::Backbone => backbone(&mut graph, config),
        ModelKind::PretrainedPhotos | ModelKind::PretrainedSet | ModelKind::PretrainedMixed => {
            pretrained(&mut graph, config, attributes);
        }
    }
    graph
}

/// What follows from the network's graph.
impl Config {
    /// Trainable parameters of the network for this many encoded attributes; `usize::MAX` if they exceed it,
    /// which is possible on 32 bits.
    pub fn parameters(&self, attributes: usize) -> usize {
        usize::try_from(self.count_parameters(attributes as u64)).unwrap_or(usize::MAX)
    }

    /// Trainable parameters, as a `u64`.
    pub fn count_parameters(&self, attributes: u64) -> u64 {
        let attributes = usize::try_from(attributes).unwrap_or(usize::MAX);
        graph(self, attributes).weights()
    }

    /// Values of the network's frozen layers.
    pub fn frozen_values(&self) -> usize {
        usize::try_from(graph(self, 0).frozen_values()).unwrap_or(usize::MAX)
    }

    /// Values of a house in the network's feature space: for frozen layers one per photo and value that they
    /// compute for it.
    pub fn features(&self) -> usize {
        graph(self, 0).feature_count()
    }

    /// Output values of the widest layer before pooling, for one house.
    pub(crate) fn widest(&self) -> u64 {
        graph(self, 0).widest()
    }
}

/// The tutorial's network: `create_cnn(width, height, 3, filters, regress=True)`, on the montage.
fn cnn(graph: &mut Graph, config: &Config) {
    let montage = montage(graph, config);
    let branch = convolutional_branch(graph, "", config, montage);
    ensemble(graph, config, &[branch]);
}

/// The tutorial's first option: one photo at a time, with the price of its house. A house's price is the mean
/// over its photos.
fn single(graph: &mut Graph, config: &Config) {
    let photo = photo(graph, config, NetworkInput::EachPhoto);
    let branch = convolutional_branch(graph, "", config, photo);
    ensemble(graph, config, &[branch]);
}

/// The tutorial's second option: one convolutional branch per photo, merged.
fn branches(graph: &mut Graph, config: &Config) {
    let branch = |number: usize| {
        let photo = photo(graph, config, NetworkInput::Photo(number));
        convolutional_branch(graph, &format!("branches.{number}."), config, photo)
    };
    let branches: Vec<usize> = (0..config.photos).map(branch).collect();
    ensemble(graph, config, &branches);
}

/// Part 1 of the series: `create_mlp(dim, regress=True)`, on the attributes.
fn mlp(graph: &mut Graph, config: &Config, attributes: usize) {
    let branch = attribute_branch(graph, "", attributes);
    graph.features.push(branch);
    ensemble(graph, config, &[branch]);
}

/// Part 3 of the series: attributes and montage, each through the network of parts 1 and 2, merged.
fn mixed(graph: &mut Graph, config: &Config, attributes: usize) {
    let attributes = attribute_branch(graph, "mlp.", attributes);
    let montage = montage(graph, config);
    let montage = convolutional_branch(graph, "cnn.", config, montage);
    ensemble(graph, config, &[attributes, montage]);
}

/// Facade's own networks: features of a patch layer, the encoded attributes, which may be none, and
/// cross-fitted linear heads over them. How they were found: docs/experiments.md.
fn tuned(graph: &mut Graph, config: &Config, attributes: usize) {
    let photo = photo(graph, config, NetworkInput::EachPhoto);
    let patches = graph.layer("patches", Op::Patches { filters: config.patch_filters() }, &[photo]);
    let features = frozen_features(graph, "patches", config, patches);
    let mut parts = vec![features];
    if attributes > 0 {
        parts.push(graph.input(NetworkInput::Attributes, [attributes]));
    }
    linear_heads(graph, config, &parts);
}

/// A pretrained network from the visitor's file, frozen or fine-tuned, with linear heads over the features of
/// a house's photos.
fn backbone(graph: &mut Graph, config: &Config) {
    let photo = photo(graph, config, NetworkInput::EachPhoto);
    let photo = match config.architecture {
        Architecture::Resnet18 => resnet18(graph, "backbone.", photo),
        Architecture::EfficientnetLite0 => efficientnet_lite0(graph, "backbone.", photo),
    };
    let features = if config.fine_tune {
        let features = graph.layer("", Op::Stack, &[photo]);
        graph.features.push(features);
        features
    } else {
        frozen_features(graph, "backbone", config, photo)
    };
    linear_heads(graph, config, &[features]);
}

/// Features of a house's photos by the pretrained network, the encoded attributes, which may be none, and cross-fitted
/// linear heads over them.
fn pretrained(graph: &mut Graph, config: &Config, attributes: usize) {
    let photo = graph.input(NetworkInput::PhotoFeatures, [PHOTO_FEATURES]);
    let whole = graph.layer("", Op::WholePhoto, &[photo]);
    // How these parts were found: docs/experiments.md.
    let layers = match config.model {
        ModelKind::PretrainedSet => {
            [(Op::MeanPhotos, whole), (Op::MeanPhotos, photo), (Op::MaxPhotos, whole)]
        }
        _ => [(Op::Stack, whole), (Op::MeanPhotos, whole), (Op::MeanPhotos, photo)],
    };
    let of_house = layers.map(|(op, input)| graph.layer("", op, &[input]));
    let features = graph.concat(&of_house);
    let mut parts = vec![standardise(graph, "pretrained", config, features)];
    if attributes > 0 {
        parts.push(graph.input(NetworkInput::Attributes, [attributes]));
    }
    linear_heads(graph, config, &parts);
}

/// Convolution blocks over a picture, then two dense layers: `create_cnn(..., regress=False)`. Part 3 of the
/// series joins it with an MLP.
fn convolutional_branch(graph: &mut Graph, prefix: &str, config: &Config, picture: usize) -> usize {
    let mut x = picture;
    for (number, &filters) in config.filters.iter().enumerate() {
        x = graph.layer(format!("{prefix}blocks.{number}"), Op::ConvBlock { filters }, &[x]);
    }
    let x = graph.layer("", Op::Flatten, &[x]);
    graph.features.push(x);
    let x = dense(graph, format!("{prefix}dense1"), CNN_UNITS[0], x);
    let x = graph.layer(format!("{prefix}norm"), Op::BatchNorm, &[x]);
    dense(graph, format!("{prefix}dense2"), CNN_UNITS[1], x)
}

/// Two dense layers over the attributes: `create_mlp(dim, regress=False)`.
fn attribute_branch(graph: &mut Graph, prefix: &str, attributes: usize) -> usize {
    let x = graph.input(NetworkInput::Attributes, [attributes]);
    let x = dense(graph, format!("{prefix}dense1"), MLP_UNITS[0], x);
    dense(graph, format!("{prefix}dense2"), MLP_UNITS[1], x)
}

/// Branches, merged by a dense layer if there are several, and one linear unit; a copy for each member.
fn ensemble(graph: &mut Graph, config: &Config, branches: &[usize]) {
    let mut x = graph.concat(branches);
    if branches.len() > 1 {
        x = dense(graph, "merged".into(), MERGED_UNITS, x);
    }
    graph.layer("output", Op::Dense { units: 1, relu: false, zeros: false }, &[x]);
    graph.members = config.cross_fit_folds;
}

/// Linear units over these layers; cross-fitted heads if there are several.
fn linear_heads(graph: &mut Graph, config: &Config, parts: &[usize]) {
    let x = graph.concat(parts);
    // From zero, so that a unit's weights are a combination of the training houses and contain nothing random.
    let units = config.cross_fit_folds.max(1);
    graph.layer("output", Op::Dense { units, relu: false, zeros: true }, &[x]);
}

/// Ends the frozen layers: the photos' features as one scaled vector per house. `name` is that of the layer
/// that computes them.
fn frozen_features(graph: &mut Graph, name: &str, config: &Config, photo: usize) -> usize {
    let features = graph.layer("", Op::Stack, &[photo]);
    standardise(graph, name, config, features)
}

/// The same from the features of a house.
fn standardise(graph: &mut Graph, name: &str, config: &Config, features: usize) -> usize {
    let features = graph.layer(name, Op::Standardise { length: config.feature_length }, &[features]);
    graph.features.push(features);
    graph.frozen = features + 1;
    features
}

fn dense(graph: &mut Graph, name: String, units: usize, x: usize) -> usize {
    graph.layer(name, Op::Dense { units, relu: true, zeros: false }, &[x])
}

fn montage(graph: &mut Graph, config: &Config) -> usize {
    let [width, height] = config.size();
    graph.input(NetworkInput::Montage, [CHANNELS, height, width])
}

fn photo(graph: &mut Graph, config: &Config, input: NetworkInput) -> usize {
    graph.input(input, [CHANNELS, config.tile, config.tile])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Initializer;
    use crate::layout::{Layout, ParamEntry};

    fn small(model: ModelKind) -> Config {
        Config { model, tile: 16, filters: vec![2, 3], ..Config::default() }
    }

    fn layout(config: &Config, attributes: usize) -> Layout {
        Layout::of(&graph(config, attributes).expanded())
    }

    fn names(entries: &[ParamEntry]) -> Vec<&str> {
        entries.iter().map(|entry| entry.name.as_str()).collect()
    }

    #[test]
    fn the_reference_network_has_the_tutorials_parameters() {
        let layout = layout(&Config::default(), 0);
        assert_eq!(layout.weights_len(), 89_465);
        assert_eq!(layout.weights_len() + layout.running_stats_len(), 89_721);
        assert_eq!(layout.weights[0].name, "blocks.0.conv.weight");
        assert_eq!(layout.weights[0].init, Initializer::GlorotUniform { fan_in: 27, fan_out: 144 });
        assert_eq!(layout.weights.last().map(|e| e.name.as_str()), Some("output.bias"));
        assert_eq!(layout.running_stats[1].name, "blocks.0.norm.moving_variance");
        assert_eq!(layout.running_stats[1].init, Initializer::Ones);
    }

    #[test]
    fn entries_follow_each_other_without_gaps_and_are_counted() {
        for model in ModelKind::ALL {
            for (cross_fit_folds, fine_tune) in [(0, false), (3, false), (0, true)] {
                let config = Config { cross_fit_folds, fine_tune, tile: 32, ..small(model) };
                let layout = layout(&config, 5);
                for entries in [&layout.weights, &layout.running_stats, &layout.frozen] {
                    assert!(entries.first().is_none_or(|first| first.start == 0));
                    assert!(entries.windows(2).all(|pair| pair[0].range().end == pair[1].start));
                }
                assert_eq!(config.parameters(5), layout.weights_len(), "{config:?}");
                let mut names: Vec<&str> = [&layout.weights, &layout.running_stats, &layout.frozen]
                    .iter()
                    .flat_map(|entries| names(entries))
                    .collect();
                let count = names.len();
                names.sort_unstable();
                names.dedup();
                assert_eq!(names.len(), count, "{config:?}");
            }
        }
    }

    /// Parameters, values in the feature space, running statistics and frozen values. Models in files have
    /// these sizes.
    #[test]
    fn each_network_has_the_sizes_of_earlier_versions() {
        let recipe = Config::recipe;
        let folds = |config: Config, cross_fit_folds| Config { cross_fit_folds, ..config };
        let lite0 =
            || Config { architecture: Architecture::EfficientnetLite0, ..recipe(ModelKind::Backbone) };
        for (config, attributes, sizes) in [
            (recipe(ModelKind::Cnn), 0, [89_465, 4096, 256, 0]),
            (folds(recipe(ModelKind::Cnn), 5), 0, [447_325, 20_480, 1280, 0]),
            (recipe(ModelKind::Single), 0, [40_313, 4096, 256, 0]),
            (recipe(ModelKind::Branches), 0, [161_305, 4096, 1024, 0]),
            (Config { photos: 1, ..recipe(ModelKind::Branches) }, 0, [40_313, 1024, 256, 0]),
            (folds(recipe(ModelKind::Mlp), 0), 10, [129, 4, 0, 0]),
            (recipe(ModelKind::Mlp), 10, [1290, 40, 0, 0]),
            (recipe(ModelKind::Mixed), 10, [89_625, 4096, 256, 0]),
            (recipe(ModelKind::TunedPhotos), 0, [144_010, 14_400, 0, 34_250]),
            (recipe(ModelKind::TunedMixed), 39, [58_000, 5760, 0, 13_700]),
            (recipe(ModelKind::Backbone), 0, [20_490, 2048, 0, 11_175_808]),
            (recipe(ModelKind::Backbone).fine_tuned(), 0, [11_173_761, 2048, 0, 0]),
            (lite0(), 0, [51_210, 5120, 0, 3_350_000 + 10_240]),
            (recipe(ModelKind::PretrainedPhotos), 0, [60_490, 6048, 0, 12_096]),
            (recipe(ModelKind::PretrainedSet), 0, [40_330, 4032, 0, 8064]),
            (recipe(ModelKind::PretrainedMixed), 39, [60_880, 6048, 0, 12_096]),
        ] {
            let (graph, layout) = (graph(&config, attributes), layout(&config, attributes));
            let [running_stats, frozen] = [layout.running_stats_len(), layout.frozen_len()];
            let found = [layout.weights_len(), graph.feature_count(), running_stats, frozen];
            assert_eq!(found, sizes, "{config:?}");
            assert_eq!(graph.weights(), sizes[0] as u64);
        }
    }

    #[test]
    fn parameters_have_the_names_of_earlier_versions_in_their_order() {
        let branch = |prefix: &str| -> Vec<String> {
            let block = |number: usize| {
                ["conv.weight", "conv.bias", "norm.gamma", "norm.beta"]
                    .map(|part| format!("blocks.{number}.{part}"))
            };
            let rest =
                ["dense1.weight", "dense1.bias", "norm.gamma", "norm.beta", "dense2.weight", "dense2.bias"];
            let names = block(0).into_iter().chain(block(1)).chain(rest.map(str::to_owned));
            names.map(|name| format!("{prefix}{name}")).collect()
        };
        let some = |prefix: &str, parts: &[&str]| -> Vec<String> {
            parts
                .iter()
                .flat_map(|part| ["weight", "bias"].map(|end| format!("{prefix}{part}.{end}")))
                .collect()
        };
        let cnn = |prefix: &str| [branch(prefix), some(prefix, &["output"])].concat();
        assert_eq!(names(&layout(&small(ModelKind::Cnn), 0).weights), cnn(""));
        let three = Config { cross_fit_folds: 3, ..small(ModelKind::Cnn) };
        assert_eq!(
            names(&layout(&three, 0).weights),
            [cnn("members.0."), cnn("members.1."), cnn("members.2.")].concat()
        );
        assert_eq!(names(&layout(&small(ModelKind::Single), 0).weights), cnn(""));
        let branches = (0..4).flat_map(|photo| branch(&format!("branches.{photo}.")));
        assert_eq!(
            names(&layout(&small(ModelKind::Branches), 0).weights),
            branches.chain(some("", &["merged", "output"])).collect::<Vec<_>>()
        );
        let mlp = some("", &["dense1", "dense2", "output"]);
        assert_eq!(names(&layout(&small(ModelKind::Mlp), 7).weights), mlp);
        let two = Config { cross_fit_folds: 2, ..small(ModelKind::Mixed) };
        let mixed = |prefix: &str| {
            let mlp = some(&format!("{prefix}mlp."), &["dense1", "dense2"]);
            [mlp, branch(&format!("{prefix}cnn.")), some(prefix, &["merged", "output"])].concat()
        };
        let both = layout(&two, 7);
        assert_eq!(names(&both.weights), [mixed("members.0."), mixed("members.1.")].concat());
        assert_eq!(both.weights[0].shape, [7, 8]);
        assert_eq!(both.running_stats[4].name, "members.0.cnn.norm.moving_mean");
        let tuned = layout(&small(ModelKind::TunedMixed), 7);
        assert_eq!(
            names(&tuned.frozen),
            ["patches.kernels", "patches.bias", "patches.centre", "patches.spread"]
        );
        assert_eq!(names(&tuned.weights), some("", &["output"]));
        assert_eq!(
            (&*tuned.frozen[0].shape, &*tuned.weights[0].shape),
            (&[108, 2][..], &[4 * 72 * 2 + 7, 1][..])
        );
        assert_eq!(tuned.weights[0].init, Initializer::Zeros);
        let backbone = Config { tile: 32, cross_fit_folds: 2, ..small(ModelKind::Backbone) };
        let frozen = layout(&backbone, 0);
        assert_eq!(names(&frozen.frozen)[..2], ["backbone.conv1.weight", "backbone.conv1.bias"]);
        assert_eq!(frozen.frozen[14].name, "backbone.layer2.0.downsample.0.weight");
        assert_eq!(frozen.frozen[14].shape, [128, 64, 1, 1]);
        assert_eq!(names(&frozen.frozen)[40..], ["backbone.centre", "backbone.spread"]);
        assert_eq!(frozen.weights[0].shape, [2048, 2]);
        let tuned = layout(&Config { fine_tune: true, cross_fit_folds: 0, ..backbone }, 0);
        assert_eq!(names(&tuned.weights)[..40], names(&frozen.frozen)[..40]);
        assert_eq!(names(&tuned.weights)[40..], ["output.weight", "output.bias"]);
    }

    /// `facade_model.py` and other readers of model files depend on it.
    #[test]
    fn a_graph_has_a_stable_form_in_files() {
        let config = Config { photos: 1, tile: 4, filters: vec![2], cross_fit_folds: 3, ..Config::default() };
        assert_eq!(
            serde_json::to_string(&graph(&config, 0)).unwrap(),
            concat!(
                r#"{"photos":1,"members":3,"frozen":0,"features":[2],"layers":["#,
                r#"{"op":"input","input":"montage","shape":[3,4,4]},"#,
                r#"{"name":"blocks.0","op":"conv-block","filters":2,"inputs":[0],"shape":[2,2,2]},"#,
                r#"{"op":"flatten","inputs":[1],"shape":[8]},"#,
                r#"{"name":"dense1","op":"dense","units":16,"relu":true,"inputs":[2],"shape":[16]},"#,
                r#"{"name":"norm","op":"batch-norm","inputs":[3],"shape":[16]},"#,
                r#"{"name":"dense2","op":"dense","units":4,"relu":true,"inputs":[4],"shape":[4]},"#,
                r#"{"name":"output","op":"dense","units":1,"relu":false,"inputs":[5],"shape":[1]}]}"#,
            )
        );
        let json = |config: &Config| serde_json::to_string(&graph(config, 7)).unwrap();
        let branches = json(&small(ModelKind::Branches));
        assert!(branches.contains(r#"{"op":"input","input":{"photo":3},"shape":[3,16,16]}"#), "{branches}");
        let tuned = json(&small(ModelKind::TunedMixed));
        assert!(tuned.contains(r#""frozen":4,"features":[3]"#), "{tuned}");
        assert!(
            tuned.contains(r#"{"name":"patches","op":"standardise","length":10.0,"inputs":[2],"#),
            "{tuned}"
        );
        let backbone = json(&small(ModelKind::Backbone));
        assert!(backbone.contains(r#""op":"normalise","mean":[0.485,0.456,0.406],"#), "{backbone}");
        assert!(
            backbone
                .contains(r#""backbone.conv1","op":"conv","filters":64,"kernel":7,"stride":2,"inputs":[1]"#),
            "{backbone}"
        );
    }

    /// Backends keep images in their own memory order, which no other layer reads.
    #[test]
    fn the_output_of_a_convolution_block_goes_to_another_or_is_flattened() {
        for model in ModelKind::ALL {
            let graph = graph(&Config { tile: 32, ..small(model) }, 5);
            for layer in &graph.layers {
                let is_block = |&input: &usize| matches!(graph.layers[input].op, Op::ConvBlock { .. });
                if layer.inputs.iter().any(is_block) {
                    assert!(matches!(layer.op, Op::ConvBlock { .. } | Op::Flatten), "{layer:?}");
                }
            }
        }
    }
}
