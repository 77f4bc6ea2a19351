//! Where models live: never on the stack, and nothing is made while training.

use kerust::prelude::*;

mod arena;
mod matrices;
mod peak;
mod stack;

model! {
    /// The README's model.
    #[derive(Clone)]
    pub struct Fashion < Dense<784, 128>(relu), Dropout(0.2), Dense<128, 10>(softmax) >
}

model! {
    /// Fifty million weights, 200 MB.
    struct Large < Dense<5_000, 9_900>(relu), Dense<9_900, 51>(softmax) >
}

model! { struct Small < Dense<4, 16>(relu), Dropout(0.1), Dense<16, 3>(softmax) > }

static PLACE: std::sync::Mutex<Small> = std::sync::Mutex::new(Small::ZERO);

/// Runs `test` in a thread with so many bytes of stack.
fn with_stack<T: Send + 'static>(bytes: usize, test: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = std::thread::Builder::new().stack_size(bytes).spawn(test);
    thread.unwrap().join().unwrap()
}

/// Runs `test` in a thread with the stack of a test or of a thread pool.
fn with_small_stack<T: Send + 'static>(test: impl FnOnce() -> T + Send + 'static) -> T {
    with_stack(2 << 20, test)
}

#[test]
fn fifty_million_weights_with_a_stack_of_2_mb() {
    const { assert!(Large::PARAMS >= 50_000_000) };
    with_small_stack(|| {
        let net = Large::new(1);
        let copy = net.clone();
        let row = Box::new([0.5; 5_000]);
        let sum: f32 = copy.predict(&*row).iter().sum();
        assert!((sum - 1.0).abs() < 1e-4, "{sum}");
    });
}

#[test]
fn the_readme_s_model_is_built_compiled_cloned_and_fitted() {
    with_small_stack(|| {
        let x: Vec<[f32; 784]> = (0..40).map(|i| [i as f32 / 40.0; 784]).collect();
        let y: Vec<u8> = (0..40).map(|i| i % 10).collect();
        let compiled = compile!(
            Fashion::new(42),
            optimizer = Adam(learning_rate = 0.001),
            loss = sparse_categorical_crossentropy,
            metrics = [accuracy],
        );
        let mut copy = compiled.clone();
        let history = fit!(
            copy,
            &x,
            &y,
            epochs = 1,
            verbose = 0,
            validation_split = 0.25
        )
        .unwrap();
        assert_eq!(history.iter().len(), 4);
        assert_ne!(copy.get_weights(), compiled.get_weights());
    });
}

#[test]
fn large_rows_need_no_stack() {
    model! { struct Large < Image<512, 512, 3>, MaxPooling2D<4>, Flatten, Dense<49152, 2>(softmax) > }
    let rows = with_stack(64 << 20, || {
        (
            Box::new([[[7_u8; 3]; 512]; 512]),
            Box::new([[[7.0_f32; 3]; 512]; 512]),
        )
    });
    let (of_bytes, of_numbers) = with_stack(2 << 20, move || {
        let net = Large::new(1);
        (net.predict(&*rows.0), net.predict(&*rows.1))
    });
    assert_eq!(of_bytes.map(f32::to_bits), of_numbers.map(f32::to_bits));
    assert!((of_bytes.iter().sum::<f32>() - 1.0).abs() < 1e-5);
}

#[test]
fn a_model_has_a_place_in_types() {
    struct App {
        net: Box<Small>,
        trained: Option<Compiled<Small, Adam, sparse_categorical_crossentropy, (accuracy,)>>,
    }
    fn compiled(
        net: Box<Small>,
    ) -> Compiled<Small, Adam, sparse_categorical_crossentropy, (accuracy,)> {
        compile!(
            net,
            optimizer = Adam(),
            loss = sparse_categorical_crossentropy,
            metrics = [accuracy],
        )
    }
    fn is_send_and_sync<T: Send + Sync>(_: &T) {}
    let mut app = App {
        net: Small::new(3),
        trained: None,
    };
    app.trained = Some(compiled(app.net.clone()));
    is_send_and_sync(&app.trained);
    let trained = app.trained.take().map(Compiled::into_model);
    assert_eq!(trained.unwrap().get_weights(), app.net.get_weights());
    let mut place = PLACE.lock().unwrap();
    place.init(3);
    assert_eq!(place.predict(&[1.0; 4]), app.net.predict(&[1.0; 4]));
}

#[test]
fn any_generator_of_rand_fills_a_model() {
    use rand::SeedableRng;
    let seeded = || Small::with_rng(&mut rand::rngs::StdRng::seed_from_u64(1));
    assert_eq!(seeded().get_weights(), seeded().get_weights());
    assert_ne!(seeded().get_weights(), Small::new(1).get_weights());
}

/// How often memory is asked for in a training of so many batches.
fn allocations(optimizer: impl Optimizer, batches: usize, epochs: usize, verbose: u8) -> u64 {
    let rows = 16 * batches;
    let x: Vec<[f32; 4]> = (0..rows).map(|i| [i as f32 / rows as f32; 4]).collect();
    let bytes: Vec<[u8; 4]> = (0..rows).map(|i| [i as u8; 4]).collect();
    let y: Vec<u8> = (0..rows).map(|i| (i % 3) as u8).collect();
    let mut net = compile!(
        Small::new(1),
        optimizer = optimizer,
        loss = sparse_categorical_crossentropy,
        metrics = [accuracy],
    );
    let info = allocation_counter::measure(|| {
        for rows_are_bytes in [false, true] {
            let progress = ProgbarLogger::new(verbose).output(std::io::sink());
            let settings = |fit: kerust::fit::Fit<'_, '_, _, _, _, _>| {
                let fit = fit.epochs(epochs).batch_size(16).callback(progress);
                fit.run().unwrap();
            };
            if rows_are_bytes {
                settings(net.fit(&bytes, &y));
            } else {
                settings(net.fit(&x, &y));
            }
        }
    });
    info.count_total
}

#[test]
fn a_batch_allocates_nothing() {
    let adam = |batches, epochs, verbose| allocations(Adam::new(), batches, epochs, verbose);
    for verbose in [0, 1, 2] {
        let (few, many) = (adam(4, 2, verbose), adam(40, 2, verbose));
        // What the line says, and how often it is drawn, follows the clock; 72 batches more would ask
        // 144 times, once for each type of rows.
        let by_the_clock = if verbose == 0 { 0 } else { 71 };
        assert!(
            many <= few + by_the_clock,
            "verbose {verbose}: {few} in 8 batches, {many} in 80"
        );
    }
    // An epoch adds to the history's lists, which double when they are full.
    let (few, many) = (adam(4, 2, 0), adam(4, 200, 0));
    assert!(many - few < 80, "{few} in 2 epochs, {many} in 200");
    let muon = |batches| allocations(Muon::new(), batches, 2, 0);
    assert_eq!(muon(4), muon(40), "room for products");
}

#[test]
fn predicting_a_row_allocates_nothing() {
    let net = Fashion::new(1);
    let row = [0.5; 784];
    let info = allocation_counter::measure(|| {
        std::hint::black_box(net.predict(&row));
    });
    assert_eq!(info.count_total, 0);
}
