//! The models of `graphs.json`.

use kerust::prelude::*;

model! {
    pub struct Residual < image: Image<6, 6, 2> > {
        let a = image -> Conv2D<_, 4, 3>(silu, padding = same);
        let b = a -> Conv2D<_, 4, 3>(silu, padding = same) -> Conv2D<_, 4, 3>(padding = same);
        (a, b) -> Add -> Activation(silu) -> GlobalAveragePooling2D -> Dense<_, 3>(softmax)
    }
}

model! {
    pub struct TwoByTwo < seen: Vector<5>, known: Vector<3> > {
        let a = seen -> Dense<_, 4>(tanh);
        let both = (a, known) -> Concatenate -> Dense<_, 6>(tanh);
        (kind = both -> Dense<_, 3>(softmax, name = kind), price = both -> Dense<_, 1>(name = price))
    }
}

model! {
    pub struct Siamese < left: Vector<5>, right: Vector<5> > {
        shared tower = Dense<_, 4>(tanh);
        (left -> tower, right -> tower) -> Subtract -> Dense<_, 1>(sigmoid)
    }
}

model! {
    pub struct Cosine < left: Vector<5>, right: Vector<5> > {
        shared tower = Dense<_, 4>(tanh);
        (left -> tower, right -> tower) -> Dot(axes = 1, normalize = true)
    }
}

model! { pub struct Trunk < Image<6, 6, 1>, Conv2D<1, 3, 3>(tanh), GlobalMaxPooling2D > }

model! {
    pub struct Transfer < image: Image<6, 6, 1> > {
        image -> Trunk -> Dense<_, 4>(tanh) -> Dense<_, 3>(softmax)
    }
}

model! {
    pub struct Frozen < image: Image<6, 6, 1> > {
        image -> Trunk(trainable = false) -> Dense<_, 4>(tanh) -> Dense<_, 3>(softmax)
    }
}

model! {
    pub struct CodeInTheMiddle < x: Vector<6> > {
        let code = x -> Dense<_, 3>(tanh, name = code);
        (code = code, image = code -> Dense<_, 6>(name = image))
    }
}
