//! A network as a graph of ONNX operators, built piece by piece.

use prost::Message;

use super::proto::{
    AttributeProto, BOOL, Dimension, FLOAT, GraphProto, INT64, ModelProto, NodeProto, OperatorSetIdProto,
    StringStringEntryProto, TensorProto, TensorShapeProto, TensorTypeProto, TypeProto, ValueInfoProto,
};
use facade_spec::{Layout, ParamEntry};

/// Opset version: one that all runtimes of recent years support.
const OPSET_VERSION: i64 = 13;
/// IR version that goes with the opset.
const IR_VERSION: i64 = 7;
/// Name of the first dimension of all inputs and outputs.
const HOMES: &str = "homes";

/// A computed value, or a constant.
#[derive(Clone, Debug)]
pub(crate) struct Value(String);

/// An attribute of an operator.
pub(crate) enum OpAttribute<'a> {
    Float(f32),
    Integer(i64),
    Integers(&'a [i64]),
}

/// A flat vector of a model's values.
#[derive(Clone, Copy)]
pub(crate) enum ParamGroup {
    Frozen,
    Weights,
    RunningStats,
}

/// A graph under construction, for a network with these values.
pub(crate) struct OnnxGraph<'a> {
    layout: &'a Layout,
    /// In the order of [`ParamGroup`].
    values: [&'a [f32]; 3],
    graph: GraphProto,
}

impl<'a> OnnxGraph<'a> {
    pub(crate) fn new(layout: &'a Layout, values: [&'a [f32]; 3]) -> Self {
        OnnxGraph { layout, values, graph: GraphProto { name: "facade".into(), ..GraphProto::default() } }
    }

    /// A graph input per home; `shape` is without the first dimension, with `None` for a length that may vary.
    pub(crate) fn input(&mut self, name: &str, is_number: bool, shape: &[Option<usize>], doc: &str) -> Value {
        self.graph.input.push(info(name, if is_number { INT64 } else { FLOAT }, shape, doc));
        Value(name.to_owned())
    }

    /// The parameter at this offset and those after it, under their names in the layout.
    pub(crate) fn parameters<const N: usize>(&mut self, group: ParamGroup, at: usize) -> [Value; N] {
        let entries = match group {
            ParamGroup::Frozen => &self.layout.frozen,
            ParamGroup::Weights => &self.layout.weights,
            ParamGroup::RunningStats => &self.layout.running_stats,
        };
        let first = entries.partition_point(|entry| entry.start < at);
        let values = self.values[group as usize];
        std::array::from_fn(|i| {
            let entry: &ParamEntry = &entries[first + i];
            self.tensor(entry.name.clone(), &entry.shape, &values[entry.range()])
        })
    }

    /// A constant that is not a parameter.
    pub(crate) fn constant(&mut self, shape: &[usize], values: &[f32]) -> Value {
        self.tensor(format!("constant.{}", self.graph.initializer.len()), shape, values)
    }

    fn tensor(&mut self, name: String, shape: &[usize], values: &[f32]) -> Value {
        let raw = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        self.add(name, FLOAT, shape, raw)
    }

    /// A vector of integers.
    pub(crate) fn integers(&mut self, values: &[i64]) -> Value {
        let name = format!("constant.{}", self.graph.initializer.len());
        self.add(name, INT64, &[values.len()], values.iter().flat_map(|value| value.to_le_bytes()).collect())
    }

    /// A vector of booleans.
    pub(crate) fn flags(&mut self, values: &[bool]) -> Value {
        let name = format!("constant.{}", self.graph.initializer.len());
        self.add(name, BOOL, &[values.len()], values.iter().map(|value| u8::from(*value)).collect())
    }

    fn add(&mut self, name: String, data_type: i32, shape: &[usize], raw_data: Vec<u8>) -> Value {
        let dims = shape.iter().map(|&length| length as i64).collect();
        self.graph.initializer.push(TensorProto { dims, data_type, name: name.clone(), raw_data });
        Value(name)
    }

    /// An operator without attributes.
    pub(crate) fn apply(&mut self, operator: &str, inputs: &[&Value]) -> Value {
        self.apply_with(operator, inputs, &[])
    }

    /// An operator with attributes.
    pub(crate) fn apply_with(
        &mut self,
        operator: &str,
        inputs: &[&Value],
        attributes: &[(&str, OpAttribute<'_>)],
    ) -> Value {
        let output = format!("{}.{}", operator.to_lowercase(), self.graph.node.len());
        let attribute = |(name, attribute): &(&str, OpAttribute<'_>)| {
            let plain = AttributeProto { name: (*name).to_owned(), ..AttributeProto::default() };
            match attribute {
                OpAttribute::Float(f) => AttributeProto { f: *f, r#type: 1, ..plain },
                OpAttribute::Integer(i) => AttributeProto { i: *i, r#type: 2, ..plain },
                OpAttribute::Integers(ints) => AttributeProto { ints: ints.to_vec(), r#type: 7, ..plain },
            }
        };
        self.graph.node.push(NodeProto {
            input: inputs.iter().map(|input| input.0.clone()).collect(),
            output: vec![output.clone()],
            op_type: operator.to_owned(),
            attribute: attributes.iter().map(attribute).collect(),
        });
        Value(output)
    }

    /// Reshapes; one length may be -1.
    pub(crate) fn reshape(&mut self, x: &Value, shape: &[i64]) -> Value {
        let shape = self.integers(shape);
        self.apply("Reshape", &[x, &shape])
    }

    /// Concatenates along a dimension; a single part is returned unchanged.
    pub(crate) fn concat(&mut self, mut parts: Vec<Value>, axis: i64) -> Value {
        if parts.len() == 1 {
            return parts.swap_remove(0);
        }
        self.apply_with("Concat", &parts.iter().collect::<Vec<_>>(), &[("axis", OpAttribute::Integer(axis))])
    }

    /// The mean along a dimension.
    pub(crate) fn mean(&mut self, x: &Value, axis: i64, keep: bool) -> Value {
        let attributes =
            [("axes", OpAttribute::Integers(&[axis])), ("keepdims", OpAttribute::Integer(i64::from(keep)))];
        self.apply_with("ReduceMean", &[x], &attributes)
    }

    /// The file, with `output` as the graph's output, and `metadata` beside the graph; `shape` is without the first dimension.
    pub(crate) fn finish(
        mut self,
        output: &Value,
        (name, shape): (&str, &[Option<usize>]),
        [description, doc]: [&str; 2],
        metadata: Vec<(String, String)>,
    ) -> Vec<u8> {
        self.graph.node.push(NodeProto {
            input: vec![output.0.clone()],
            output: vec![name.to_owned()],
            op_type: "Identity".to_owned(),
            attribute: Vec::new(),
        });
        self.graph.output.push(info(name, FLOAT, shape, doc));
        let metadata = metadata.into_iter().map(|(key, value)| StringStringEntryProto { key, value });
        let file = ModelProto {
            ir_version: IR_VERSION,
            producer_name: "facade".to_owned(),
            producer_version: env!("CARGO_PKG_VERSION").to_owned(),
            doc_string: description.to_owned(),
            graph: Some(self.graph),
            opset_import: vec![OperatorSetIdProto { version: OPSET_VERSION }],
            metadata_props: metadata.collect(),
        };
        file.encode_to_vec()
    }
}

/// A tensor with homes as its first dimension.
fn info(name: &str, elem_type: i32, shape: &[Option<usize>], doc: &str) -> ValueInfoProto {
    let any = |name: &str| Dimension { dim_value: None, dim_param: Some(name.to_owned()) };
    let homes = any(HOMES);
    let rest = shape.iter().map(|length| match length {
        Some(length) => Dimension { dim_value: Some(*length as i64), dim_param: None },
        None => any(name),
    });
    let shape = TensorShapeProto { dim: std::iter::once(homes).chain(rest).collect() };
    ValueInfoProto {
        name: name.to_owned(),
        r#type: Some(TypeProto { tensor_type: Some(TensorTypeProto { elem_type, shape: Some(shape) }) }),
        doc_string: doc.to_owned(),
    }
}
