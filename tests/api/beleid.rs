//! The policy on its page: whoever changes it changes this too.

use std::fmt::Write as _;

use knooppunt::domain::{
    Word as _,
    toegang::beleid::{BELEID, Grond},
};

#[test]
fn het_beleid_past_op_een_bladzijde() {
    let mut page = String::new();
    for (act, grounds) in BELEID {
        let grounds = grounds.iter().map(|ground| match ground {
            Grond::Rol(rol) => rol.word(),
            Grond::Regisseur => "de casusregisseur",
        });
        writeln!(page, "{act}: {}", grounds.collect::<Vec<_>>().join(", ")).unwrap();
    }
    insta::assert_snapshot!(page, @"");
}
