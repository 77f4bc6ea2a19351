//! Access to the parts of a compiled model.

use alloc::boxed::Box;

use super::Compiled;
use crate::model::Model;
use crate::train::history::History;

impl<M: Model, O, L, Ms> Compiled<M, O, L, Ms> {
    /// The model.
    #[must_use]
    pub fn model(&self) -> &M {
        &self.model
    }

    /// The model, to be changed.
    pub fn model_mut(&mut self) -> &mut M {
        &mut self.model
    }

    /// The model without the optimizer's state. Threads share it as an [`Arc`], which is made from the box
    /// without copying it to the stack:
    ///
    /// ```
    /// use std::sync::Arc;
    /// use std::thread;
    ///
    /// use kerust::prelude::*;
    ///
    /// model! { struct Line < Dense<1, 1> > }
    ///
    /// let mut line = compile!(Line::new(7), optimizer = SGD(learning_rate = 0.1), loss = mse);
    /// fit!(line, &[0.0, 1.0, 2.0], &[1.0, 3.0, 5.0], epochs = 200, verbose = 0)?;
    ///
    /// let line: Arc<Line> = line.into_model().into();
    /// let other = Arc::clone(&line);
    /// let answer = thread::spawn(move || other.predict(&3.0)).join().unwrap();
    /// assert!((answer[0] - 7.0).abs() < 0.1);
    /// # Ok::<(), kerust::Error>(())
    /// ```
    ///
    /// [`Arc`]: alloc::sync::Arc
    #[must_use]
    pub fn into_model(self) -> Box<M> {
        self.model
    }

    /// The optimizer.
    #[must_use]
    pub fn optimizer(&self) -> &O {
        self.optimizer.optimizer()
    }

    /// The number of batches trained on.
    #[must_use]
    pub fn iterations(&self) -> u64 {
        self.optimizer.iterations()
    }

    /// The history of the last `fit`, empty before the first one; Keras' `model.history`. After a `fit` that
    /// ended with an error or a panic, it has the epochs until then, including one at whose end a callback
    /// returned an error.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// model! { struct Line < Dense<1, 1> > }
    ///
    /// let (x, y) = ([1.0_f32, 2.0], [2.0_f32, 4.0]);
    /// let mut line = compile!(Line::new(0), optimizer = SGD, loss = mse);
    /// // A rate that is negative from the fourth epoch on.
    /// let falling = LearningRateScheduler::new(|epoch, _| 0.25 - 0.125 * epoch as f32);
    /// let error = fit!(line, &x, &y, epochs = 9, callbacks = [falling], verbose = 0).unwrap_err();
    /// assert!(error.to_string().starts_with("`learning_rate = -0.125`"));
    /// assert_eq!(line.history()["loss"].len(), 3);
    /// ```
    #[must_use]
    pub fn history(&self) -> &History {
        &self.history
    }
}
