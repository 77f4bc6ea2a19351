//! `use kerust::prelude::*` takes nothing from std: names and methods mean what they meant without it.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

/// The prelude of std in the edition of 2024, with its macros, and the names of `std::io::prelude`.
const OF_STD: &str = "
    AsMut AsRef AsyncFn AsyncFnMut AsyncFnOnce Box Clone Copy Default DoubleEndedIterator Drop Eq Err
    ExactSizeIterator Extend Fn FnMut FnOnce From FromIterator Future Into IntoFuture IntoIterator
    Iterator None Ok Option Ord PartialEq PartialOrd Result Send Sized Some String Sync ToOwned
    ToString TryFrom TryInto Unpin Vec align_of align_of_val drop size_of size_of_val
    assert assert_eq assert_ne cfg column compile_error concat dbg debug_assert debug_assert_eq
    debug_assert_ne derive env eprint eprintln file format format_args global_allocator include
    include_bytes include_str line matches module_path option_env panic print println stringify test
    thread_local todo try unimplemented unreachable vec write writeln Debug Hash
    BufRead Read Seek Write
    bool char str u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64
";

/// The names that our prelude exports.
fn names() -> HashSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/prelude.rs");
    let source = fs::read_to_string(path).expect("the prelude is read");
    let source = source.lines().filter(|line| !line.starts_with("//!"));
    let source: String = source.filter(|line| !line.starts_with("#[")).collect();
    let uses = source
        .split(';')
        .filter_map(|used| used.trim().strip_prefix("pub use "));
    let last = |used: &str| match used.split_once('{') {
        Some((_, list)) => list.trim_end_matches('}').to_owned(),
        None => used.rsplit("::").next().unwrap_or(used).to_owned(),
    };
    let lists: Vec<String> = uses.map(last).collect();
    let names = lists.iter().flat_map(|list| list.split(','));
    let names = names.map(|name| name.trim().to_owned());
    names.filter(|name| !name.is_empty()).collect()
}

#[test]
fn no_name_is_one_of_std_s() {
    let names = names();
    for known in ["Samples", "relu", "fit", "SGD", "val_loss", "StopOnCtrlC"] {
        assert!(names.contains(known), "{known} is read from the prelude");
    }
    let taken: Vec<&str> = OF_STD
        .split_whitespace()
        .filter(|name| names.contains(*name))
        .collect();
    assert!(taken.is_empty(), "{taken:?}");
}

/// Methods on the types that our traits are implemented for, and on others.
mod methods {
    use std::fmt::Write as _;
    use std::hash::{DefaultHasher, Hash, Hasher};
    use std::io::prelude::*;

    use kerust::prelude::*;

    const NAMES: &[&str] = &["cat", "dog"];
    const COUNT: usize = NAMES.len();
    const FIRST: Option<&&str> = NAMES.first();
    const BYTES: [u8; COUNT] = [1; COUNT];

    #[test]
    fn constants() {
        assert_eq!((COUNT, FIRST, BYTES), (2, Some(&"cat"), [1, 1]));
    }

    /// The same calls on everything that is a list.
    macro_rules! list {
        ($list:expr) => {{
            let list = $list;
            assert_eq!(list.len(), 3);
            assert!(!list.is_empty());
            assert_eq!(list.get(1), Some(&2.0));
            assert_eq!(list.get(0..2), Some(&[1.0, 2.0][..]));
            assert_eq!(list.get(3), None);
            assert_eq!((list.first(), list.last()), (Some(&1.0), Some(&3.0)));
            assert_eq!(list.iter().copied().sum::<f32>(), 6.0);
            assert_eq!(list.iter().copied().fold(0.0, f32::max), 3.0);
            assert_eq!(
                list.iter().map(|x| x * 2.0).collect::<Vec<f32>>(),
                [2.0, 4.0, 6.0]
            );
            assert!(list.contains(&2.0) && list.starts_with(&[1.0]));
            assert_eq!(list.split_at(1).1, [2.0, 3.0]);
            assert_eq!(list.chunks(2).len(), 2);
            assert_eq!(list.to_vec().len(), 3);
            let sorted = list.is_sorted_by(|a, b| a <= b);
            assert!(sorted);
        }};
    }

    #[test]
    fn lists() {
        let vector = vec![1.0_f32, 2.0, 3.0];
        list!([1.0_f32, 2.0, 3.0]);
        list!(&[1.0_f32, 2.0, 3.0]);
        list!(vector.clone());
        list!(&vector);
        list!(&vector[..]);
        list!(&&vector[..]);
        list!(vector.clone().into_boxed_slice());
        list!(std::rc::Rc::<[f32]>::from(vector.clone()));
        let mut own = vector;
        own.push(0.5);
        own.insert(0, 9.0);
        own.swap(0, 1);
        own.sort_by(f32::total_cmp);
        own.fill(1.0);
        own.extend([2.0]);
        own.retain(|x| *x > 1.0);
        assert_eq!((own.pop(), own.len(), own.get(7)), (Some(2.0), 0, None));
        let mut bytes = [0_u8; 2];
        bytes.copy_from_slice(&[3, 4]);
        assert_eq!(bytes.map(u32::from).iter().sum::<u32>(), 7);
    }

    #[test]
    fn texts_and_numbers() {
        let mut text = String::from("words");
        write!(text, " and {}", 2).expect("a text grows");
        writeln!(text).expect("a text grows");
        text.write_str("end").expect("a text grows");
        assert_eq!((text.len(), text.get(0..5)), (15, Some("words")));
        assert_eq!(text.lines().count(), 2);
        assert_eq!("a,b".split(',').collect::<Vec<_>>().concat(), "ab");
        assert_eq!(2.5_f32.max(1.0).clamp(0.0, 1.5).tanh(), 1.5_f32.tanh());
        assert_eq!((2.0_f32.exp().ln() * 4.0).round(), 8.0);
        assert_eq!(7_usize.pow(2).rem_euclid(10).min(3), 3);
        assert_eq!(usize::MAX.checked_add(1), None);
    }

    #[test]
    fn options_results_and_closures() {
        let some: Option<usize> = Some(3);
        assert_eq!(
            some.map(|x| x + 1).filter(|x| *x > 3).unwrap_or_default(),
            4
        );
        assert!(some.as_ref().is_some_and(|x| *x == 3) && some.iter().len() == 1);
        let result: Result<usize, std::num::ParseIntError> = "7".parse();
        assert_eq!(result.map(|x| x + 1).ok().into_iter().sum::<usize>(), 8);
        let double: Box<dyn Fn(f32) -> f32> = Box::new(|x| 2.0 * x);
        let mut steps: Vec<Box<dyn FnMut() -> usize>> = vec![Box::new(|| 1)];
        assert_eq!((double(2.0), steps[0](), steps.len()), (4.0, 1, 1));
        assert_eq!((0..4).rev().step_by(2).zip("ab".chars()).count(), 2);
        assert_eq!([3, 1, 2].into_iter().max().into_iter().product::<i32>(), 3);
        drop(double);
        assert_eq!(size_of::<[f32; 4]>() + align_of::<u8>(), 17);
    }

    #[test]
    fn readers_and_writers() {
        let mut source: &[u8] = b"one\ntwo";
        let mut three = [0; 3];
        assert_eq!(source.read(&mut three).expect("bytes"), 3);
        source.read_exact(&mut three[..1]).expect("bytes");
        let mut rest = String::new();
        source
            .by_ref()
            .take(2)
            .read_to_string(&mut rest)
            .expect("bytes");
        assert_eq!(
            (&three[1..], &rest[..], source.len()),
            (&b"ne"[..], "tw", 1)
        );
        let mut file = std::io::Cursor::new(Vec::new());
        file.write_all(b"12\n34").expect("bytes");
        file.flush().expect("bytes");
        file.rewind().expect("a place");
        assert_eq!(file.seek(std::io::SeekFrom::Start(1)).expect("a place"), 1);
        assert_eq!(file.lines().count(), 2);
        let mut sink: Box<dyn Write> = Box::new(Vec::new());
        sink.write_all(b"x").expect("bytes");
    }

    #[test]
    fn hashes_and_orders() {
        let mut hasher = DefaultHasher::new();
        [1_u8, 2].hash(&mut hasher);
        hasher.write(b"x");
        let once = hasher.finish();
        assert_eq!(once, hasher.finish());
        assert_eq!(
            1.cmp(&2).reverse().then(2.cmp(&1)),
            std::cmp::Ordering::Greater
        );
        assert_eq!(
            String::from("a").clone().as_str().to_owned().to_string(),
            "a"
        );
        let maps: std::collections::HashMap<_, _> = [("a", 1)].into_iter().collect();
        assert_eq!(
            (maps.len(), maps.get("a"), maps.is_empty()),
            (1, Some(&1), false)
        );
    }

    /// Words are types: variables and functions may have their names.
    #[test]
    fn words_as_names() {
        fn mean(rows: &[f32]) -> f32 {
            let sum: f32 = rows.iter().sum();
            sum / rows.len() as f32
        }
        let (loss, accuracy, relu) = (0.5, 1.0, |x: f32| x.max(0.0));
        let rows = [relu(-1.0), loss, accuracy];
        assert_eq!(mean(&rows), 0.5);
    }

    #[test]
    fn ours_are_there_too() {
        let list = [1.0_f32, 3.0, 2.0];
        assert_eq!(
            (list.sample_count(), list.sample(1), list.argmax()),
            (3, Some(&3.0), 1)
        );
    }
}
