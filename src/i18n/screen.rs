//! Messages of the screen: frame, states, help, forms, toasts.
