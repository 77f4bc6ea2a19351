//! Each optimizer, and what all of them have: clipping, averages, accumulation, schedules.

use kerust::prelude::*;

use super::record::{Record, record_training, rows};

model! { struct Net < Dense<6, 20>(tanh), Dense<20, 18>(relu), Dense<18, 3>(softmax) > }

pub fn record(record: &mut Record) {
    let y: [u8; 20] = std::array::from_fn(|row| (row * 7 % 3) as u8);
    macro_rules! trained {
        ($($name:literal: $optimizer:expr;)*) => {$(
            record_training!(
                record, $name, Net::new(3), $optimizer, sparse_categorical_crossentropy, rows::<20, 6>(4), y
            );
        )*};
    }
    trained! {
        "Adadelta": Adadelta::new().learning_rate(0.5);
        "Adafactor": Adafactor::new();
        "Adagrad": Adagrad::new().learning_rate(0.1);
        "Adam": Adam::new().learning_rate(0.01);
        "Adam amsgrad": Adam::new().learning_rate(0.01).amsgrad::<true>();
        "AdamW": AdamW::new().learning_rate(0.01);
        "Adamax": Adamax::new().learning_rate(0.01);
        "Ftrl": Ftrl::new().learning_rate(0.1).l1_regularization_strength(0.01);
        "Lamb": Lamb::new().learning_rate(0.01);
        "Lion": Lion::new().learning_rate(0.01);
        "Muon": Muon::new().learning_rate(0.01);
        "Nadam": Nadam::new().learning_rate(0.01);
        "RMSprop": RMSprop::new().learning_rate(0.01);
        "RMSprop centered momentum": RMSprop::new().centered::<true>().momentum(0.5);
        "SGD": SGD::new().learning_rate(0.1);
        "SGD nesterov": SGD::new().learning_rate(0.1).momentum(0.9).nesterov(true).weight_decay(0.01);
        "ScheduleFreeAdamW": ScheduleFreeAdamW::new().learning_rate(0.01).warmup_steps(3).weight_decay(0.1);
        "AnyOptimizer": AnyOptimizer::new(Adam::new().learning_rate(0.02));
        "clipnorm": Adam::new().learning_rate(0.01).clipnorm(0.05);
        "clipvalue": SGD::new().learning_rate(0.1).clipvalue(0.01);
        "global_clipnorm": SGD::new().learning_rate(0.1).global_clipnorm(0.1);
        "use_ema": Adam::new().learning_rate(0.01).use_ema(true).ema_momentum(0.9).ema_overwrite_frequency(2);
        "gradient_accumulation_steps": Adam::new().learning_rate(0.01).gradient_accumulation_steps(2);
        "ExponentialDecay": SGD::new().learning_rate(ExponentialDecay::new(0.1, 4, 0.5));
        "CosineDecay": SGD::new().learning_rate(CosineDecay::new(0.1, 5));
    }
}
