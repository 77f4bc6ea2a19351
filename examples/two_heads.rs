//! Two answers about a car from two kinds of facts, a graph with several inputs and outputs: how far it comes with a
//! gallon of petrol, and where it is from. `cargo run --release --example two_heads`

use kerust::datasets::Normalization;
use kerust::prelude::*;

model! {
    /// The engine and the body of a car into miles per gallon and its origin.
    pub struct Car < engine: Vector<3>, body: Vector<3> > {
        let power = engine -> Dense<_, 16>(relu);
        let size = body -> Dense<_, 16>(relu);
        let car = (power, size) -> Concatenate -> Dense<_, 32>(relu);
        (
            miles = car -> Dense<_, 16>(relu) -> Dense<_, 1>,
            origin = car -> Dense<_, 3>(softmax),
        )
    }
}

/// The names of `origin`.
const ORIGINS: [&str; 3] = ["USA", "Europe", "Japan"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let Cars {
        mut engine,
        mut body,
        miles,
        origin,
    } = cars();
    // The last cars are to test on; the scale is that of the others.
    let split = engine.len() * 4 / 5;
    Normalization::of(&engine[..split]).apply(&mut engine);
    Normalization::of(&body[..split]).apply(&mut body);

    let mut network = compile!(
        Car::new(42),
        optimizer = Adam(learning_rate = 0.003),
        loss = (miles = mse, origin = sparse_categorical_crossentropy),
        // Squares of miles are larger than cross-entropies.
        loss_weights = (miles = 0.02),
        metrics = (miles = [mae], origin = [accuracy]),
    );
    let history = fit!(
        network,
        (&engine[..split], &body[..split]),
        (&miles[..split], &origin[..split]),
        epochs = 200,
        validation_split = 0.2,
        callbacks = [EarlyStopping(
            monitor = miles::val_mae,
            patience = 30,
            restore_best_weights = true
        )],
        verbose = 0,
    )?;
    let epochs = history.epochs().len();
    println!("{epochs} epochs; measured in the last one:");
    for (name, values) in &history {
        println!("  {name:>20}: {:.3}", values[epochs - 1]);
    }

    let scores = network.evaluate(
        (&engine[split..], &body[split..]),
        (&miles[split..], &origin[split..]),
    )?;
    println!("on {} cars that it has not seen:", engine.len() - split);
    println!(
        "  mean absolute error: {:.2} miles per gallon",
        scores["miles_mae"]
    );
    println!(
        "  right about the origin: {:.1} %",
        100.0 * scores["origin_accuracy"]
    );

    println!(
        "\n{:>9} {:>9}   {:<8} {:<8}",
        "predicted", "measured", "says", "is"
    );
    for car in (split..engine.len()).step_by(12) {
        let (predicted, origins) = network.predict((&engine[car], &body[car]));
        println!(
            "{:>9.1} {:>9.1}   {:<8} {:<8}",
            predicted[0],
            miles[car],
            ORIGINS[origins.argmax()],
            ORIGINS[origin[car]]
        );
    }
    Ok(())
}

/// The table, column by column.
#[derive(Default)]
struct Cars {
    /// Cylinders, displacement, horsepower.
    engine: Vec<[f32; 3]>,
    /// Weight, acceleration, year.
    body: Vec<[f32; 3]>,
    miles: Vec<f32>,
    origin: Vec<usize>,
}

/// Cars in an order by chance. Six of them, whose power is unknown, are left out.
fn cars() -> Cars {
    let table = include_str!("../data/auto_mpg/auto-mpg.csv");
    let mut rows = Vec::new();
    for line in table.lines().skip(1) {
        let cells = line.split(',').map(str::parse);
        let Ok(cells) = cells.collect::<Result<Vec<f32>, _>>() else {
            continue;
        };
        if let [miles, a, b, c, d, e, f, origin] = cells[..] {
            rows.push((([a, b, c], [d, e, f]), (miles, origin as usize - 1)));
        }
    }
    let (x, y) = rows.into_iter().unzip();
    let shuffled = kerust::datasets::Dataset { x, y }.shuffle(1);
    let mut cars = Cars::default();
    for ((engine, body), (miles, origin)) in shuffled.x.into_iter().zip(shuffled.y) {
        cars.engine.push(engine);
        cars.body.push(body);
        cars.miles.push(miles);
        cars.origin.push(origin);
    }
    cars
}
