//! A network as a graph of ONNX's operators, piece by piece.

use prost::Message;

use super::proto::{
    AttributeProto, BOOL, Dimension, FLOAT, GraphProto, INT64, ModelProto, NodeProto, OperatorSetIdProto,
    StringStringEntryProto, TensorProto, TensorShapeProto, TensorTypeProto, TypeProto, ValueInfoProto,
};
use crate::model::{Entry, Layout};

/// The version of the operators: one that runtimes of the last years all know.
const OPERATORS: i64 = 13;
/// The version of the file's form that goes with it.
const FORM: i64 = 7;
/// What the first dimension of all that goes in and comes out is called.
const HOMES: &str = "homes";

/// Something that is computed, or a constant.
#[derive(Clone, Debug)]
pub(crate) struct Value(String);

/// A setting of an operator.
pub(crate) enum Setting<'a> {
    Float(f32),
    Integer(i64),
    Integers(&'a [i64]),
}

/// A vector of a model's values.
#[derive(Clone, Copy)]
pub(crate) enum Part {
    Fixed,
    Weights,
    Moving,
}

/// A graph under construction, of a network with these values.
pub(crate) struct Graph<'a> {
    layout: &'a Layout,
    /// As in [`Part`]'s order.
    values: [&'a [f32]; 3],
    graph: GraphProto,
}

impl<'a> Graph<'a> {
    pub(crate) fn new(layout: &'a Layout, values: [&'a [f32]; 3]) -> Self {
        Graph { layout, values, graph: GraphProto { name: "facade".into(), ..GraphProto::default() } }
    }

    /// What is given of each home: `shape` without the first dimension.
    pub(crate) fn input(&mut self, name: &str, is_number: bool, shape: &[usize], words: &str) -> Value {
        self.graph.input.push(info(name, if is_number { INT64 } else { FLOAT }, shape, words));
        Value(name.to_owned())
    }

    /// The parameter that begins here, and those behind it, under their names in the layout.
    pub(crate) fn parameters<const N: usize>(&mut self, part: Part, at: usize) -> [Value; N] {
        let entries = match part {
            Part::Fixed => &self.layout.fixed,
            Part::Weights => &self.layout.weights,
            Part::Moving => &self.layout.moving,
        };
        let first = entries.partition_point(|entry| entry.start < at);
        let values = self.values[part as usize];
        std::array::from_fn(|i| {
            let entry: &Entry = &entries[first + i];
            self.tensor(entry.name.clone(), &entry.shape, &values[entry.range()])
        })
    }

    /// Numbers that are no parameter.
    pub(crate) fn constant(&mut self, shape: &[usize], values: &[f32]) -> Value {
        self.tensor(format!("constant.{}", self.graph.initializer.len()), shape, values)
    }

    fn tensor(&mut self, name: String, shape: &[usize], values: &[f32]) -> Value {
        let raw = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        self.add(name, FLOAT, shape, raw)
    }

    /// Whole numbers in a row.
    pub(crate) fn integers(&mut self, values: &[i64]) -> Value {
        let name = format!("constant.{}", self.graph.initializer.len());
        self.add(name, INT64, &[values.len()], values.iter().flat_map(|value| value.to_le_bytes()).collect())
    }

    /// Yes or no in a row.
    pub(crate) fn flags(&mut self, values: &[bool]) -> Value {
        let name = format!("constant.{}", self.graph.initializer.len());
        self.add(name, BOOL, &[values.len()], values.iter().map(|value| u8::from(*value)).collect())
    }

    fn add(&mut self, name: String, data_type: i32, shape: &[usize], raw_data: Vec<u8>) -> Value {
        let dims = shape.iter().map(|&length| length as i64).collect();
        self.graph.initializer.push(TensorProto { dims, data_type, name: name.clone(), raw_data });
        Value(name)
    }

    /// An operator without settings.
    pub(crate) fn apply(&mut self, operator: &str, inputs: &[&Value]) -> Value {
        self.apply_with(operator, inputs, &[])
    }

    /// An operator.
    pub(crate) fn apply_with(
        &mut self,
        operator: &str,
        inputs: &[&Value],
        settings: &[(&str, Setting<'_>)],
    ) -> Value {
        let output = format!("{}.{}", operator.to_lowercase(), self.graph.node.len());
        let attribute = |(name, setting): &(&str, Setting<'_>)| {
            let plain = AttributeProto { name: (*name).to_owned(), ..AttributeProto::default() };
            match setting {
                Setting::Float(f) => AttributeProto { f: *f, r#type: 1, ..plain },
                Setting::Integer(i) => AttributeProto { i: *i, r#type: 2, ..plain },
                Setting::Integers(ints) => AttributeProto { ints: ints.to_vec(), r#type: 7, ..plain },
            }
        };
        self.graph.node.push(NodeProto {
            input: inputs.iter().map(|input| input.0.clone()).collect(),
            output: vec![output.clone()],
            op_type: operator.to_owned(),
            attribute: settings.iter().map(attribute).collect(),
        });
        Value(output)
    }

    /// In another shape; one length may be -1.
    pub(crate) fn reshape(&mut self, x: &Value, shape: &[i64]) -> Value {
        let shape = self.integers(shape);
        self.apply("Reshape", &[x, &shape])
    }

    /// Several side by side along a dimension; of one nothing is made.
    pub(crate) fn joined(&mut self, mut parts: Vec<Value>, axis: i64) -> Value {
        if parts.len() == 1 {
            return parts.swap_remove(0);
        }
        self.apply_with("Concat", &parts.iter().collect::<Vec<_>>(), &[("axis", Setting::Integer(axis))])
    }

    /// The mean along a dimension.
    pub(crate) fn mean(&mut self, x: &Value, axis: i64, keep: bool) -> Value {
        let settings =
            [("axes", Setting::Integers(&[axis])), ("keepdims", Setting::Integer(i64::from(keep)))];
        self.apply_with("ReduceMean", &[x], &settings)
    }

    /// The file, of which `output` is what comes out, one number a home, and `told` stands beside the graph.
    pub(crate) fn finish(
        mut self,
        output: &Value,
        name: &str,
        [about, words]: [&str; 2],
        told: Vec<(String, String)>,
    ) -> Vec<u8> {
        self.graph.node.push(NodeProto {
            input: vec![output.0.clone()],
            output: vec![name.to_owned()],
            op_type: "Identity".to_owned(),
            attribute: Vec::new(),
        });
        self.graph.output.push(info(name, FLOAT, &[], words));
        let told = told.into_iter().map(|(key, value)| StringStringEntryProto { key, value });
        let file = ModelProto {
            ir_version: FORM,
            producer_name: "facade".to_owned(),
            producer_version: env!("CARGO_PKG_VERSION").to_owned(),
            doc_string: about.to_owned(),
            graph: Some(self.graph),
            opset_import: vec![OperatorSetIdProto { version: OPERATORS }],
            metadata_props: told.collect(),
        };
        file.encode_to_vec()
    }
}

/// A tensor of homes.
fn info(name: &str, elem_type: i32, shape: &[usize], words: &str) -> ValueInfoProto {
    let homes = Dimension { dim_value: None, dim_param: Some(HOMES.to_owned()) };
    let rest = shape.iter().map(|&length| Dimension { dim_value: Some(length as i64), dim_param: None });
    let shape = TensorShapeProto { dim: std::iter::once(homes).chain(rest).collect() };
    ValueInfoProto {
        name: name.to_owned(),
        r#type: Some(TypeProto { tensor_type: Some(TensorTypeProto { elem_type, shape: Some(shape) }) }),
        doc_string: words.to_owned(),
    }
}
