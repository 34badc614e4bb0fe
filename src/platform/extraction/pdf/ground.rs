//! What lies under a page's text, so that letters which no reader could see are told from those that are read.
//!
//! Careful in one direction: where the ground is a picture, a gradient or of an odd shape, letters on it count as seen.

use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Shape};
use hayro_interpret::{DrawMode, DrawProps, Paint};
use std::collections::VecDeque;

/// Colours closer than this, of 1, look the same.
const ALIKE: f32 = 0.05;
/// What lets more than this shine through hides nothing, and what is fainter than the rest of it is not seen.
const OPAQUE: f32 = 0.95;
/// Shapes smaller than this, in points, are no ground for letters.
const SMALLEST: f64 = 4.0;
/// A shape that fills less than this of its frame is none that letters are set on.
const FILLED: f64 = 0.9;
/// Letters smaller than this, in points, are there for machines only.
const TINY: f32 = 2.0;
/// Most shapes kept of a page; of more, the later ones.
const MOST: usize = 1_000;
const WHITE: [f32; 3] = [1.0; 3];

/// A painted place. Without a colour it is anything but plain.
struct Painted {
    frame: Rect,
    colour: Option<[f32; 3]>,
}

/// A page's ground while it is drawn.
#[derive(Default)]
pub struct Ground {
    painted: VecDeque<Painted>,
    clips: Vec<Rect>,
    /// How opaque each open group is.
    groups: Vec<f32>,
}

/// How a letter meets the eye.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    Seen,
    Unseen,
    /// Not drawn: the words of a scanned picture, if there is one under or over it.
    OnlyOnPictures,
}

impl Ground {
    pub fn paint(&mut self, path: &BezPath, upright: Affine, props: &DrawProps<'_>, mode: &DrawMode) {
        if !matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..)) {
            return;
        }
        let own = path.bounding_box();
        let is_plain = path.area().abs() >= FILLED * own.area() && props.soft_mask.is_none();
        let colour = match solid(&props.paint) {
            Some((colour, alpha)) if is_plain && alpha >= OPAQUE => Some(colour),
            Some((_, alpha)) if alpha < 1.0 - OPAQUE => return,
            _ => None,
        };
        self.add((upright * props.transform).transform_rect_bbox(own), colour);
    }

    pub fn picture(&mut self, frame: Rect) {
        self.add(frame, None);
    }

    fn add(&mut self, frame: Rect, colour: Option<[f32; 3]>) {
        let frame = self.clips.last().map_or(frame, |clip| frame.intersect(*clip));
        if frame.width() < SMALLEST || frame.height() < SMALLEST {
            return;
        }
        if self.painted.len() >= MOST {
            self.painted.pop_front();
        }
        self.painted.push_back(Painted { frame, colour });
    }

    pub fn clip(&mut self, frame: Rect) {
        let within = self.clips.last().map_or(frame, |clip| frame.intersect(*clip));
        self.clips.push(within);
    }

    pub fn unclip(&mut self) {
        self.clips.pop();
    }

    pub fn open_group(&mut self, opacity: f32) {
        self.groups.push(opacity);
    }

    pub fn close_group(&mut self) {
        self.groups.pop();
    }

    /// How a letter of this size is seen, whose middle is at `at`.
    pub fn sight(&self, at: Point, size: f32, paint: &Paint<'_>, mode: &DrawMode) -> Sight {
        if matches!(mode, DrawMode::Invisible) {
            return Sight::OnlyOnPictures;
        }
        if size < TINY || self.groups.iter().any(|opacity| *opacity < 1.0 - OPAQUE) {
            return Sight::Unseen;
        }
        let Some((colour, alpha)) = solid(paint) else { return Sight::Seen };
        if alpha < 1.0 - OPAQUE {
            return Sight::Unseen;
        }
        let under = self.painted.iter().rev().find(|painted| painted.frame.contains(at));
        match under.map_or(Some(WHITE), |painted| painted.colour) {
            Some(ground) if alike(colour, ground) => Sight::Unseen,
            _ => Sight::Seen,
        }
    }

    /// Whether something other than a plain colour is there.
    pub fn is_pictured(&self, at: Point) -> bool {
        self.painted.iter().any(|painted| painted.colour.is_none() && painted.frame.contains(at))
    }
}

/// A plain colour and how opaque it is.
fn solid(paint: &Paint<'_>) -> Option<([f32; 3], f32)> {
    let Paint::Color(colour) = paint else { return None };
    let [red, green, blue, alpha] = colour.to_rgba().components();
    Some(([red, green, blue], alpha))
}

fn alike(one: [f32; 3], other: [f32; 3]) -> bool {
    one.iter().zip(other).all(|(one, other)| (one - other).abs() <= ALIKE)
}
