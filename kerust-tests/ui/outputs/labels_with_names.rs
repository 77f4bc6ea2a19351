use kerust::prelude::*;

model! {
    struct House < photo: Vector<6>, facts: Vector<3> > {
        let seen = photo -> Dense<_, 8>(relu);
        let known = facts -> Dense<_, 5>(relu);
        (kind = seen -> Dense<_, 4>(softmax), price = known -> Dense<_, 1>)
    }
}

fn main() {
    let (photos, facts) = ([[0.0; 6]; 9], [[0.0; 3]; 9]);
    let (kinds, prices) = ([1_u8; 9], [1.0_f32; 9]);
    let mut house = compile!(
        House::new(1),
        optimizer = Adam, loss = (kind = sparse_categorical_crossentropy, price = mse),
        metrics = (kind = [accuracy], price = [mae]),
    );
    let _ = fit!(house, (&photos, &facts), (kind = &kinds, price = &prices));
}
