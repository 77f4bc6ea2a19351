//! A model, and files made by hand.

use std::fs;

use kerust::Error;
use kerust::formats::SaveWeights;
use kerust::model::Array;
use kerust::prelude::*;

model! { pub struct Net < Dense<3, 17>(relu), Dropout(0.5), Dense<17, 2>(softmax) > }

/// A file of the format safetensors, its arrays in this order.
pub fn file(arrays: &[(&str, &str, Vec<usize>, Vec<u8>)]) -> Vec<u8> {
    let mut data = Vec::new();
    let mut header = Vec::new();
    for (name, dtype, shape, bytes) in arrays {
        let start = data.len();
        data.extend(bytes);
        let end = data.len();
        header.push(format!(
            r#""{name}":{{"dtype":"{dtype}","shape":{shape:?},"data_offsets":[{start},{end}]}}"#
        ));
    }
    with_header(&format!("{{{}}}", header.join(",")), &data)
}

pub fn with_header(header: &str, data: &[u8]) -> Vec<u8> {
    let length = (header.len() as u64).to_le_bytes();
    [&length, header.as_bytes(), data].concat()
}

pub fn entry(array: &Array) -> (&str, &str, Vec<usize>, Vec<u8>) {
    let bytes = array.values.iter().flat_map(|value| value.to_le_bytes());
    (&array.name, "F32", array.shape.clone(), bytes.collect())
}

pub fn bits(model: &impl Model) -> Vec<u32> {
    let arrays = model.get_weights();
    arrays
        .iter()
        .flat_map(|array| array.values.iter().map(|value| value.to_bits()))
        .collect()
}

/// The error of loading these bytes, after which `net` is as it was.
pub fn refused(net: &mut Net, bytes: &[u8]) -> Error {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("weights");
    fs::write(&path, bytes).unwrap();
    let before = bits(net);
    let error = net.load_weights(&path).unwrap_err();
    assert_eq!(bits(net), before);
    error
}

pub fn saved(model: &impl Model) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("weights");
    model.save_weights(&path).unwrap();
    fs::read(path).unwrap()
}
