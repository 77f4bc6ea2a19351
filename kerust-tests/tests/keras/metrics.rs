//! `metrics.json`: every metric with every option, after each of several updates.

use kerust::metrics::UpdateState;
use kerust::prelude::*;
use kerust::shape::Row;
use serde_json::Value;

use super::report::{Report, Tolerance};
use kerust_tests::fixtures::{list, number, numbers, read, text};

/// Rows of labels and outputs, which are all of one width.
type Update = Vec<(Vec<f32>, Vec<f32>)>;

/// What a case is compared with, and where.
struct Case<'a> {
    report: &'a mut Report,
    value: &'a Value,
    updates: Vec<Update>,
    weights: Vec<f32>,
}

/// Compares all cases.
pub fn compare(report: &mut Report) {
    let file = read("metrics.json");
    let weights = singles(&file["weights"]);
    for value in list(&file["cases"]) {
        let updates = list(&file["data"][text(&value["data"])]);
        let mut case = Case {
            report,
            value,
            updates: updates.iter().map(update).collect(),
            weights: weights.clone(),
        };
        case.judge();
    }
}

pub fn singles(value: &Value) -> Vec<f32> {
    numbers(value).into_iter().map(|x| x as f32).collect()
}

fn update(update: &Value) -> Update {
    let (y, p) = (list(&update["y"]), list(&update["p"]));
    y.iter()
        .zip(p)
        .map(|(y, p)| (singles(y), singles(p)))
        .collect()
}

impl Case<'_> {
    fn config(&self, key: &str) -> Option<f32> {
        let value = &self.value["config"][key];
        (!value.is_null()).then(|| number(value) as f32)
    }

    fn index(&self, key: &str) -> Option<usize> {
        self.config(key).map(|value| value as usize)
    }

    fn word(&self, key: &str) -> &str {
        self.value["config"][key].as_str().unwrap_or_default()
    }

    fn average(&self) -> Averaging {
        match self.word("average") {
            "micro" => Averaging::Micro,
            "weighted" => Averaging::Weighted,
            _ => Averaging::Macro,
        }
    }

    /// A metric that knows both kinds of labels; classes where the rows have one 1 each.
    fn both<Q: UpdateState<[f32]> + UpdateState<usize>>(&mut self, metric: &Q) {
        if matches!(text(&self.value["data"]), "rows" | "with_nan") {
            self.classes(metric);
        }
        self.numbers(metric);
    }

    fn numbers<Q: UpdateState<[f32]>>(&mut self, metric: &Q) {
        let targets = self.targets(|y| y.to_vec());
        self.compare::<[f32], _, _>(metric, &targets, |y| y);
    }

    fn classes<Q: UpdateState<usize>>(&mut self, metric: &Q) {
        let targets = self.targets(|y| y.argmax());
        self.compare::<usize, _, _>(metric, &targets, |y| y);
    }

    fn targets<Y>(&self, of: impl Fn(&[f32]) -> Y) -> Vec<Vec<Y>> {
        let rows = |update: &Update| update.iter().map(|(y, _)| of(y)).collect();
        self.updates.iter().map(rows).collect()
    }

    /// Results after each update, without and with weights.
    fn compare<T, Q, Y>(&mut self, metric: &Q, targets: &[Vec<Y>], target: impl Fn(&Y) -> &T)
    where
        T: ?Sized,
        Q: UpdateState<T>,
    {
        match self.updates[0][0].1.len() {
            1 => self.compare_rows::<[f32; 1], T, Q, Y>(metric, targets, target),
            3 => self.compare_rows::<[f32; 3], T, Q, Y>(metric, targets, target),
            4 => self.compare_rows::<[f32; 4], T, Q, Y>(metric, targets, target),
            width => panic!("metrics.json has rows of {width}"),
        }
    }

    fn compare_rows<R: Row, T, Q, Y>(
        &mut self,
        metric: &Q,
        targets: &[Vec<Y>],
        target: impl Fn(&Y) -> &T,
    ) where
        T: ?Sized,
        Q: UpdateState<T>,
    {
        metric.check().expect("good settings");
        let value = self.value;
        let place = format!(
            "{} {} {}",
            text(&value["metric"]),
            value["config"],
            value["data"]
        );
        for (key, weighted) in [("results", false), ("weighted", true)] {
            let mut state = metric.state::<R>();
            let mut got = Vec::new();
            for (update, targets) in self.updates.iter().zip(targets) {
                for (index, ((_, outputs), y)) in update.iter().zip(targets).enumerate() {
                    let weight = if weighted { self.weights[index] } else { 1.0 };
                    let width = outputs.len();
                    metric.update::<R>(&mut state, outputs, target(y), width, weight);
                }
                got.push(metric.result::<R>(&state));
            }
            let place = format!("{place}, {key}");
            let expected = numbers(&value[key]);
            self.report
                .compare(Q::NAME, place, Tolerance::EXACT, &expected, &got);
        }
    }

    fn judge(&mut self) {
        macro_rules! thresholds {
            ($metric:ident) => {
                self.both(&match self.config("thresholds") {
                    Some(threshold) => $metric::new().thresholds(threshold),
                    None => $metric::new(),
                })
            };
        }
        macro_rules! ratios {
            ($metric:ident) => {{
                let mut metric = $metric::new();
                if let Some(threshold) = self.config("thresholds") {
                    metric = metric.thresholds(threshold);
                }
                if let Some(k) = self.index("top_k") {
                    metric = metric.top_k(k);
                }
                if let Some(class) = self.index("class_id") {
                    metric = metric.class_id(class);
                }
                self.both(&metric)
            }};
        }
        macro_rules! f_score {
            ($metric:expr) => {{
                let metric = $metric.average(self.average());
                match self.config("threshold") {
                    Some(threshold) => self.both(&metric.threshold(threshold)),
                    None => self.both(&metric),
                }
            }};
        }
        macro_rules! at {
            ($metric:ident, $least:literal) => {{
                let metric = $metric::new(self.config($least).expect("a number"));
                let metric = match self.index("class_id") {
                    Some(class) => metric.class_id(class),
                    None => metric,
                };
                match self.index("num_thresholds") {
                    None => self.both(&metric),
                    Some(5) => self.both(&metric.num_thresholds::<5>()),
                    Some(1) => self.both(&metric.num_thresholds::<1>()),
                    other => panic!("metrics.json has {other:?} thresholds"),
                }
            }};
        }
        match text(&self.value["metric"]) {
            "BinaryAccuracy" => self.both(&match self.config("threshold") {
                Some(threshold) => binary_accuracy::new().threshold(threshold),
                None => binary_accuracy::new(),
            }),
            "CategoricalAccuracy" => self.numbers(&categorical_accuracy::new()),
            "SparseCategoricalAccuracy" => {
                self.classes(&sparse_categorical_accuracy::new());
            }
            "TopKCategoricalAccuracy" | "SparseTopKCategoricalAccuracy" => {
                let metric = top_k::new(self.index("k").expect("a number"));
                self.both(&metric);
            }
            "Precision" => ratios!(precision),
            "Recall" => ratios!(recall),
            "TruePositives" => thresholds!(true_positives),
            "TrueNegatives" => thresholds!(true_negatives),
            "FalsePositives" => thresholds!(false_positives),
            "FalseNegatives" => thresholds!(false_negatives),
            "F1Score" => f_score!(f1_score::new()),
            "FBetaScore" => {
                let beta = self.config("beta").expect("a number");
                f_score!(fbeta_score::new().beta(beta));
            }
            "AUC" => {
                let metric = auc::new().curve(match self.word("curve") {
                    "PR" => Curve::PR,
                    "PRGAIN" => Curve::PRGAIN,
                    _ => Curve::ROC,
                });
                let metric = metric.summation_method(match self.word("summation_method") {
                    "minoring" => Summation::Minoring,
                    "majoring" => Summation::Majoring,
                    _ => Summation::Interpolation,
                });
                match self.index("num_thresholds") {
                    None => self.both(&metric),
                    Some(2) => self.both(&metric.num_thresholds::<2>()),
                    Some(5) => self.both(&metric.num_thresholds::<5>()),
                    Some(50) => self.both(&metric.num_thresholds::<50>()),
                    other => panic!("metrics.json has {other:?} thresholds"),
                }
            }
            "SensitivityAtSpecificity" => at!(sensitivity_at_specificity, "specificity"),
            "SpecificityAtSensitivity" => at!(specificity_at_sensitivity, "sensitivity"),
            "PrecisionAtRecall" => at!(precision_at_recall, "recall"),
            "RecallAtPrecision" => at!(recall_at_precision, "precision"),
            "RootMeanSquaredError" => self.numbers(&root_mean_squared_error::new()),
            "R2Score" => {
                let regressors = self.index("num_regressors").unwrap_or(0);
                let metric = r2_score::new().num_regressors(regressors);
                self.numbers(&match self.word("class_aggregation") {
                    "" => metric,
                    _ => metric.class_aggregation(Aggregation::VarianceWeightedAverage),
                });
            }
            "PearsonCorrelation" => self.numbers(&pearson_correlation::new()),
            "ConcordanceCorrelation" => self.numbers(&concordance_correlation::new()),
            "MeanIoU" | "OneHotMeanIoU" => self.both(&match self.index("ignore_class") {
                Some(class) => mean_io_u::new().ignore_class(class),
                None => mean_io_u::new(),
            }),
            "IoU" | "OneHotIoU" => {
                let class = numbers(&self.value["config"]["target_class_ids"])[0] as usize;
                self.both(&match self.index("ignore_class") {
                    Some(ignored) => io_u::new(class).ignore_class(ignored),
                    None => io_u::new(class),
                });
            }
            "BinaryIoU" => {
                let mut metric = binary_io_u::new();
                if let Some(threshold) = self.config("threshold") {
                    metric = metric.threshold(threshold);
                }
                if let Some(ids) = self.value["config"].get("target_class_ids") {
                    metric = metric.target_class_id(numbers(ids)[0] as usize);
                }
                self.both(&metric);
            }
            "Mean" => self.both(&mean::new()),
            "Sum" => self.both(&sum::new()),
            other => panic!("metrics.json has a metric that this test does not know: {other}"),
        }
    }
}
