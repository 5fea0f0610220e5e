//! Where things stand on the screen: used to draw and to know what was clicked.

use ratatui::layout::Rect;

/// The parts of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Areas {
    pub(crate) tabs: Rect,
    pub(crate) view: Rect,
    pub(crate) rule: Rect,
    /// Column headings.
    pub(crate) head: Rect,
    pub(crate) list: Rect,
    /// The detail pane with its heading line, and whether it stands at the right.
    pub(crate) pane: Option<(Rect, bool)>,
    /// Deadlines and counts.
    pub(crate) strip: Option<Rect>,
    pub(crate) status: Rect,
    pub(crate) keys: Rect,
}

/// How the operator set the panes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Panes {
    /// The detail pane is wanted.
    pub(crate) preview: bool,
    /// One pane takes the whole body: the detail when `detail`, else the list.
    pub(crate) zoom: bool,
    /// The detail pane has the focus.
    pub(crate) detail: bool,
}

/// Rows of the detail pane below the list, with its heading.
const PANE: u16 = 9;
/// Rows of the third strip.
const STRIP: u16 = 9;

/// Cuts a screen of that size; `None` under 40x10, where one sentence is all that fits.
pub(crate) fn areas((width, height): (u16, u16), panes: Panes) -> Option<Areas> {
    if width < 40 || height < 10 {
        return None;
    }
    let line = |y| Rect::new(0, y, width, 1);
    let mut body = Rect::new(0, 3, width, height - 5);
    let mut pane = None;
    let mut strip = None;
    let roomy = width >= 80 && height >= 24;
    if panes.zoom {
        if panes.detail {
            pane = Some((body, false));
            body = Rect::new(0, 3, width, 0);
        }
    } else {
        if height >= 40 && width >= 80 {
            strip = Some(Rect::new(0, body.bottom() - STRIP, width, STRIP));
            body.height -= STRIP;
        }
        if panes.preview && roomy && width >= 120 {
            let left = ((u32::from(width) * 63).div_ceil(100)) as u16;
            pane = Some((Rect::new(left, body.y, width - left, body.height), true));
            body.width = left;
        } else if panes.preview && roomy {
            pane = Some((Rect::new(0, body.bottom() - PANE, width, PANE), false));
            body.height -= PANE;
        }
    }
    Some(Areas {
        tabs: line(0),
        view: line(1),
        rule: line(2),
        head: Rect { height: body.height.min(1), ..body },
        list: Rect { y: body.y + body.height.min(1), height: body.height.saturating_sub(1), ..body },
        pane,
        strip,
        status: line(height - 2),
        keys: line(height - 1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NORMAL: Panes = Panes { preview: true, zoom: false, detail: false };

    #[test]
    fn a_small_screen_shows_nine_items_with_reason_and_eighteen_without() {
        assert_eq!(areas((80, 24), NORMAL).unwrap().list.height, 9);
        assert_eq!(areas((80, 24), Panes { preview: false, ..NORMAL }).unwrap().list.height, 18);
        assert_eq!(areas((79, 24), NORMAL).unwrap().pane, None);
        assert_eq!(areas((39, 24), NORMAL), None);
        let wide = areas((160, 50), NORMAL).unwrap();
        assert_eq!((wide.list.width, wide.pane.unwrap().0.x, wide.strip.unwrap().height), (101, 101, STRIP));
    }

    #[test]
    fn parts_never_leave_the_screen() {
        for width in 40..210 {
            for height in 10..70 {
                for bits in 0..8 {
                    let panes = Panes { preview: bits & 1 > 0, zoom: bits & 2 > 0, detail: bits & 4 > 0 };
                    let a = areas((width, height), panes).unwrap();
                    let all = [Some(a.tabs), Some(a.head), Some(a.list), a.pane.map(|p| p.0), a.strip, Some(a.keys)];
                    for part in all.into_iter().flatten() {
                        assert!(part.right() <= width && part.bottom() <= height, "{width}x{height} {part:?}");
                    }
                }
            }
        }
    }
}
