//! Files of other models.

use kerust::Error;
use kerust::prelude::*;

use super::file::{Net, entry, file, refused, saved};

model! { struct Narrow < Dense<3, 16>(relu), Dense<16, 2>(softmax) > }
model! { struct Deep < Dense<3, 17>(relu), Dense<17, 2>(relu), Dense<2, 2>(softmax) > }

/// Where these bytes differ from what `Net` needs.
fn difference(bytes: &[u8]) -> String {
    match refused(&mut Net::new(0), bytes) {
        Error::Weights { difference } => difference,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_first_difference_is_named() {
    let net = Net::new(1);
    let arrays = net.get_weights();
    let whole: Vec<_> = arrays.iter().map(entry).collect();
    assert_eq!(
        difference(&saved(&*Narrow::new(1))),
        "`dense/kernel` has the shape [3, 16], and `Net` needs [3, 17]"
    );
    assert_eq!(
        difference(&saved(&*Deep::new(1))),
        "`dense_2/bias` is none of `Net`'s arrays"
    );

    let mut less = whole.clone();
    less.remove(3);
    assert_eq!(difference(&file(&less)), "`dense_1/bias` is missing");
    less.remove(1);
    assert_eq!(difference(&file(&less)), "`dense/bias` is missing");
    assert_eq!(difference(&file(&[])), "`dense/kernel` is missing");

    let mut other = whole.clone();
    other[2].1 = "I32";
    other.insert(0, ("a", "F32", vec![], vec![0; 4]));
    assert_eq!(
        difference(&file(&other)),
        "`dense_1/kernel` is I32, and `Net` needs F32"
    );
    other[3].1 = "F32";
    assert_eq!(difference(&file(&other)), "`a` is none of `Net`'s arrays");

    let mut turned = whole.clone();
    turned[2].2.reverse();
    assert_eq!(
        difference(&file(&turned)),
        "`dense_1/kernel` has the shape [2, 17], and `Net` needs [17, 2]"
    );

    let mut wide = whole.clone();
    wide[3].1 = "F64";
    wide[3].3 = vec![0; 16];
    assert_eq!(
        difference(&file(&wide)),
        "`dense_1/bias` is F64, and `Net` needs F32"
    );
}
