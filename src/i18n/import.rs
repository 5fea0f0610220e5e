//! Why a file or record was not taken, what a file asks, where a report is downloaded.
