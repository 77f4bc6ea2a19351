use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use kerust::Error;
use kerust::datasets::fashion_mnist::{CLASSES, load, load_bytes, load_bytes_from, load_from};
use kerust::prelude::*;
use tempfile::TempDir;

use crate::files::{FILES, idx_file, problem, small, small_dir, write};

model! { struct Flat < Dense<784, 10>(softmax) > }
model! { struct Lines < Sequence<28, 28>, Flatten, Dense<784, 10>(softmax) > }
model! { struct Images < Image<28, 28, 1>, Flatten, Dense<784, 10>(softmax) > }

#[test]
fn fashion_mnist_comes_in_each_of_its_shapes() {
    let dir = small_dir();
    let (train, test) = load_from::<Flat>(dir.path()).unwrap();
    assert_eq!((train.y, test.y), (vec![0, 1, 2], vec![0, 1]));
    assert_eq!(train.x[0][255], 1.0);
    assert_eq!(train.x[0][28], 28.0 / 255.0);
    let (train, _) = load_from::<Lines>(dir.path()).unwrap();
    assert_eq!(train.x[0][1][0], 28.0 / 255.0);
    let (train, _) = load_from::<Images>(dir.path()).unwrap();
    assert_eq!(train.x[0][1][0], [28.0 / 255.0]);
    let (train, _) = load_bytes_from::<Images>(dir.path()).unwrap();
    assert_eq!((train.len(), train.x[0][1][0]), (3, [28]));
}

/// What is said about each broken file, without its name.
#[test]
fn broken_files_are_named_and_explained() {
    let [images, labels, ..] = small();
    let with = |place: usize, byte: u8| {
        let mut broken = images.clone();
        broken[place] = byte;
        broken
    };
    let longer = [&images[..], &[1, 2]].concat();
    let label = [&labels[..10], &[10]].concat();
    let mark = "not with [00, 00, 08, 03], the mark of an IDX file";
    let cases = [
        (
            0,
            vec![],
            "has 0 bytes, too few for its header of 16".to_owned(),
        ),
        (
            1,
            labels[..7].to_vec(),
            "has 7 bytes, too few for its header of 8".to_owned(),
        ),
        (
            0,
            with(2, 0xd),
            format!("begins with the bytes [00, 00, 0d, 03], {mark}"),
        ),
        (
            0,
            [&[0x1f, 0x8b], &images[2..]].concat(),
            format!(
                "begins with the bytes [1f, 8b, 08, 03], {mark}; it is compressed: give its name the ending `.gz`"
            ),
        ),
        (
            0,
            with(3, 1),
            "has rank 1, not 3: a file of images has rank 3, one of labels 1".to_owned(),
        ),
        (
            3,
            images.clone(),
            "has rank 3, not 1: a file of images has rank 3, one of labels 1".to_owned(),
        ),
        (
            0,
            with(7, 4),
            "has 2352 bytes after its header, which announces 4 × 28 × 28 = 3136".to_owned(),
        ),
        (
            0,
            longer,
            "has 2354 bytes after its header, which announces 3 × 28 × 28 = 2352".to_owned(),
        ),
        (
            0,
            [&[0, 0, 8, 3][..], &[255; 12]].concat(),
            "has 0 bytes after its header, which announces \
            4294967295 × 4294967295 × 4294967295 = 79228162458924105385300197375"
                .to_owned(),
        ),
        (
            2,
            idx_file(&[2, 32, 32]),
            "has images of 32×32 pixels, not of 28×28".to_owned(),
        ),
        (
            1,
            label,
            "has label 10 in row 2, but there are 10 classes".to_owned(),
        ),
        (
            3,
            idx_file(&[0]),
            "has 0 labels, but `{}` has 2 images".to_owned(),
        ),
    ];
    let dir = TempDir::new().unwrap();
    for (number, broken, expected) in cases {
        let mut files = small();
        files[number] = broken;
        write(dir.path(), &files);
        let result = load_from::<Flat>(dir.path());
        let images = dir.path().join(FILES[2]).display().to_string();
        let said = problem(result, &dir.path().join(FILES[number]));
        assert_eq!(said, expected.replace("{}", &images));
    }
}

#[test]
fn a_file_cut_off_anywhere_is_an_error() {
    let dir = small_dir();
    for (name, file) in FILES.iter().zip(small()) {
        let path = dir.path().join(name);
        for length in (0..file.len()).step_by(if file.len() > 99 { 17 } else { 1 }) {
            fs::write(&path, &file[..length]).unwrap();
            let said = problem(load_from::<Flat>(dir.path()), &path);
            assert!(said.starts_with("has "), "{said}");
        }
        fs::write(&path, &file).unwrap();
    }
    assert!(load_from::<Flat>(dir.path()).is_ok());
}

#[test]
fn a_directory_in_place_of_a_file_is_named() {
    let dir = small_dir();
    let path = dir.path().join(FILES[1]);
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    let error = load_from::<Flat>(dir.path()).unwrap_err();
    assert!(matches!(error, Error::File { action: "read", .. }));
    let start = format!("cannot read `{}`: ", path.display());
    assert!(error.to_string().starts_with(&start), "{error}");
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;

    let dir = small_dir();
    let path = dir.path().join(FILES[2]);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&path).is_ok() {
        println!("skipped: this user may read everything");
        return;
    }
    let error = load_from::<Flat>(dir.path()).unwrap_err().to_string();
    let start = format!("cannot read `{}`: ", path.display());
    assert!(error.starts_with(&start), "{error}");
}

#[test]
fn missing_files_are_listed_with_how_to_get_them() {
    let dir = small_dir();
    fs::remove_file(dir.path().join(FILES[0])).unwrap();
    fs::remove_file(dir.path().join(FILES[3])).unwrap();
    let lacks = |place: &Path| match load_from::<Flat>(place) {
        Err(Error::Missing { message }) => {
            assert!(message.contains("apt-get install dataset-fashion-mnist"));
            assert!(message.contains("zalandoresearch/fashion-mnist"));
            assert!(FILES.iter().all(|file| message.contains(file)));
            message.lines().nth(1).unwrap().to_owned()
        }
        other => panic!("{other:?}"),
    };
    let path = dir.path().display();
    assert_eq!(
        lacks(dir.path()),
        format!("  `{path}`: has no `train-images-idx3-ubyte.gz`, `t10k-labels-idx1-ubyte.gz`")
    );
    let start = format!("  `{path}/nowhere`: ");
    assert!(lacks(&dir.path().join("nowhere")).starts_with(&start));
    let file = dir.path().join(FILES[1]);
    let expected = format!("  `{}`: is not a directory", file.display());
    assert_eq!(lacks(&file), expected);
}

/// Runs itself again with other variables, which a program cannot change safely for itself.
#[test]
fn load_looks_where_the_environment_says() {
    const CHILD: &str = "KERUST_TEST_CHILD";
    if env::var_os(CHILD).is_some() {
        match load_bytes::<Flat>() {
            Ok((train, _)) => println!("\nloaded {} rows", train.len()),
            Err(error) => println!("\n{error}"),
        }
        return;
    }
    let dir = TempDir::new().unwrap();
    let (data, cache) = (dir.path().join("data"), dir.path().join("cache"));
    let said = |variables: &[(&str, &Path)]| {
        let mut child = Command::new(env::current_exe().unwrap());
        child.args([
            "--exact",
            "fashion_mnist::load_looks_where_the_environment_says",
        ]);
        child.args(["--nocapture"]).env(CHILD, "");
        child
            .env_remove("KERUST_DATA")
            .envs(variables.iter().copied());
        String::from_utf8(child.output().unwrap().stdout).unwrap()
    };
    let variables = [
        ("KERUST_DATA", data.as_path()),
        ("XDG_CACHE_HOME", cache.as_path()),
    ];
    if cfg!(target_os = "linux") {
        write(&cache.join("kerust/fashion-mnist"), &small());
        assert!(said(&variables[1..]).contains("\nloaded 3 rows"));
        // Who names a directory means that one.
        assert!(said(&variables).contains("Fashion-MNIST was not found"));
    }
    let mut larger = small();
    (larger[0], larger[1]) = (idx_file(&[5, 28, 28]), idx_file(&[5]));
    write(&data.join("fashion-mnist"), &larger);
    assert!(said(&variables).contains("\nloaded 5 rows"));
    (larger[0], larger[1]) = (idx_file(&[7, 28, 28]), idx_file(&[7]));
    write(&data, &larger);
    assert!(said(&variables).contains("\nloaded 7 rows"));
    fs::write(data.join(FILES[0]), "text").unwrap();
    assert!(said(&variables).contains("` has 4 bytes, too few for its header of 16"));
}

/// The real data, if this machine has them.
#[test]
fn fashion_mnist_is_that_of_zalando() {
    let (train, test) = match load_bytes::<Flat>() {
        Ok(data) => data,
        Err(error) => return println!("skipped: {error}"),
    };
    assert_eq!((train.len(), test.len()), (60_000, 10_000));
    assert_eq!(train.y[..5], [9, 0, 0, 3, 0]);
    assert_eq!(CLASSES[usize::from(train.y[0])], "Ankle boot");
    let (_, scaled) = load::<Images>().unwrap();
    let pixels = scaled.x[77].as_flattened().as_flattened();
    let same = pixels.iter().zip(&test.x[77]);
    assert!(
        same.into_iter()
            .all(|(x, byte)| *x == f32::from(*byte) / 255.0)
    );
    for (data, each) in [(&train, 6000), (&test, 1000)] {
        for class in 0..10 {
            let count = data.y.iter().filter(|label| **label == class).count();
            assert_eq!(count, each);
        }
    }
}
