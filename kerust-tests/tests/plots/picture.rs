//! A picture in both formats, and what every one must be.

use std::env;
use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

use roxmltree::{Document, Node};

/// An SVG that was read, and the picture of the same name as PNG.
pub struct Picture {
    svg: String,
}

impl Picture {
    /// Draws both, and checks them.
    pub fn draw(name: &str, draw: impl Fn(PathBuf) -> kerust::Result<()>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = env::var_os("KERUST_PICTURES").map_or(folder.path().into(), PathBuf::from);
        let path = |extension| place.join(name).with_extension(extension);
        draw(path("svg")).unwrap();
        draw(path("png")).unwrap();
        let picture = Picture {
            svg: fs::read_to_string(path("svg")).unwrap(),
        };
        let [width, height] = picture.check_svg();
        check_png(&path("png"), width, height);
        picture
    }

    /// Every text in it, in order.
    pub fn texts(&self) -> Vec<String> {
        let document = Document::parse(&self.svg).unwrap();
        let texts = document
            .descendants()
            .filter(|node| node.has_tag_name("text"));
        texts.map(|node| node.text().unwrap_or("").into()).collect()
    }

    /// How many elements have this name.
    pub fn count(&self, name: &str) -> usize {
        let document = Document::parse(&self.svg).unwrap();
        let nodes = document.descendants();
        nodes.filter(|node| node.has_tag_name(name)).count()
    }

    /// The lines that are called so.
    pub fn curves(&self, name: &str) -> Vec<Vec<[f64; 2]>> {
        let document = Document::parse(&self.svg).unwrap();
        let lines = document.descendants().filter(|node| {
            let title = node.children().find(|child| child.has_tag_name("title"));
            node.has_tag_name("polyline") && title.and_then(|title| title.text()) == Some(name)
        });
        lines.map(|line| points(&line)).collect()
    }

    /// How many texts are in the colour of mistakes.
    pub fn red_texts(&self) -> usize {
        let document = Document::parse(&self.svg).unwrap();
        let red = |node: &Node<'_, '_>| node.attribute("fill") == Some("#c91820");
        let texts = document
            .descendants()
            .filter(|node| node.has_tag_name("text"));
        texts.filter(red).count()
    }

    pub fn has(&self, text: &str) -> bool {
        self.texts().iter().any(|other| other == text)
    }

    /// Well-formed, with everything inside; gives its size.
    fn check_svg(&self) -> [f64; 2] {
        let document = Document::parse(&self.svg).unwrap();
        let root = document.root_element();
        assert_eq!(root.tag_name().name(), "svg");
        let [width, height] = ["width", "height"].map(|name| number(&root, name));
        for node in document.descendants().filter(Node::is_element) {
            let inside = |x: f64, y: f64| {
                let is = (-0.5..=width + 0.5).contains(&x) && (-0.5..=height + 0.5).contains(&y);
                assert!(is, "({x}, {y}) is outside of {width}×{height}: {node:?}");
            };
            match node.tag_name().name() {
                "text" => {
                    let [x, y, size] = ["x", "y", "font-size"].map(|name| number(&node, name));
                    let letters = node.text().unwrap_or("").chars().count() as f64;
                    // No letter is wider than its size; half of it is more than the mean.
                    let long = 0.5 * size * letters;
                    let (before, after) = match node.attribute("text-anchor") {
                        None => (0.0, long),
                        Some("middle") => (long / 2.0, long / 2.0),
                        _ => (long, 0.0),
                    };
                    if node.has_attribute("transform") {
                        inside(x - 0.7 * size, y + before);
                        inside(x + 0.2 * size, y - after);
                    } else {
                        inside(x - before, y - 0.7 * size);
                        inside(x + after, y + 0.2 * size);
                    }
                }
                "polyline" => points(&node).into_iter().for_each(|[x, y]| inside(x, y)),
                "circle" => inside(number(&node, "cx"), number(&node, "cy")),
                "rect" | "image" => {
                    let place = |name| {
                        node.attribute(name)
                            .map_or(0.0, |text| text.parse().unwrap())
                    };
                    let (x, y) = (place("x"), place("y"));
                    inside(x, y);
                    inside(x + number(&node, "width"), y + number(&node, "height"));
                }
                _ => {}
            }
        }
        [width, height]
    }
}

fn number(node: &Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name).unwrap().parse().unwrap()
}

fn points(line: &Node<'_, '_>) -> Vec<[f64; 2]> {
    let points = line.attribute("points").unwrap().split(' ');
    points
        .map(|point| {
            let (x, y) = point.split_once(',').unwrap();
            [x, y].map(|number| number.parse().unwrap())
        })
        .collect()
}

/// Twice as large as the SVG, white around, and not only white.
fn check_png(path: &Path, width: f64, height: f64) {
    let file = BufReader::new(File::open(path).unwrap());
    let mut reader = png::Decoder::new(file).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut pixels).unwrap();
    assert_eq!(
        [frame.width, frame.height].map(f64::from),
        [2.0 * width, 2.0 * height]
    );
    assert_eq!(frame.color_type, png::ColorType::Rgba);
    let (pixels, _) = pixels.as_chunks::<4>();
    assert!(pixels.iter().all(|pixel| pixel[3] == 255));
    let row = frame.width as usize;
    let edge = pixels[..row].iter().chain(&pixels[pixels.len() - row..]);
    assert!(
        edge.into_iter().all(|pixel| *pixel == [255; 4]),
        "something is cut off"
    );
    let inked = pixels.iter().filter(|pixel| **pixel != [255; 4]).count();
    assert!(inked > 100, "{inked} pixels are not white");
}
