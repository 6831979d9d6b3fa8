//! Requests.
use crate::domain::doorgeleiding::Status;

/// The states in which the receiving desk sees a request.
pub(super) const ZICHTBAAR: [Status; 5] = [
    Status::Verzonden,
    Status::Aanvaard,
    Status::Gestart,
    Status::Afgerond,
    Status::Gestopt,
];
