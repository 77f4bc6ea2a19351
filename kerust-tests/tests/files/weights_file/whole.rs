//! Files that are whole.

use std::fs;

use kerust::formats::SaveWeights;
use kerust::prelude::*;

use super::file::{Net, bits, entry, file, saved};

#[test]
fn weights_come_back_bit_by_bit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("weights.safetensors");
    let mut net = Net::new(1);
    let mut weights = net.get_weights();
    let odd = [f32::NAN, -0.0, f32::INFINITY, f32::MIN_POSITIVE / 2.0];
    weights[0].values[..4].copy_from_slice(&odd);
    net.set_weights(&weights).unwrap();
    net.save_weights(&path).unwrap();
    let mut other = Net::new(2);
    assert_ne!(bits(&*other), bits(&*net));
    other.load_weights(&path).unwrap();
    assert_eq!(bits(&*other), bits(&*net));
}

#[test]
fn a_compiled_model_has_both() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("weights.safetensors");
    let compile = |seed| Compile::new(Net::new(seed)).optimizer(SGD::new());
    let one = compile(1).loss::<sparse_categorical_crossentropy>();
    let mut two = compile(2).loss::<sparse_categorical_crossentropy>();
    one.save_weights(&path).unwrap();
    two.load_weights(&path).unwrap();
    assert_eq!(two.predict(&[1.0, 2.0, 3.0]), one.predict(&[1.0, 2.0, 3.0]));
}

#[test]
fn a_file_is_what_the_format_says() {
    let net = Net::new(1);
    let bytes = saved(&*net);
    let read = safetensors::SafeTensors::deserialize(&bytes).unwrap();
    let mut names = read.names();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "dense/bias",
            "dense/kernel",
            "dense_1/bias",
            "dense_1/kernel"
        ]
    );
    for array in net.get_weights() {
        let (_, _, shape, data) = entry(&array);
        let view = read.tensor(&array.name).unwrap();
        assert_eq!(view.dtype(), safetensors::Dtype::F32);
        assert_eq!((view.shape(), view.data()), (&shape[..], &data[..]));
    }
    let (_, header) = safetensors::SafeTensors::read_metadata(&bytes).unwrap();
    let metadata = header.metadata().as_ref().unwrap();
    assert_eq!(metadata["architecture"], "Dense > relu > Dense > softmax");
    assert_eq!(saved(&*net), bytes, "the same weights give the same file");
}

#[test]
fn the_order_in_the_file_does_not_matter() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("weights");
    let net = Net::new(1);
    let arrays = net.get_weights();
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]] {
        let entries = order.map(|index| entry(&arrays[index]));
        fs::write(&path, file(&entries)).unwrap();
        let mut other = Net::new(2);
        other.load_weights(&path).unwrap();
        assert_eq!(bits(&*other), bits(&*net));
    }
}
