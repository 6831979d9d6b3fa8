use uuid::Uuid;

use super::{permit::grond, *};
use crate::domain::{
    beleid::CasusLezen,
    gebied::{Gemeente, Subregio},
    ids::{GebruikerId, Id},
    tijd::Moment,
};

fn id(nummer: u128) -> GebruikerId {
    Id::from_uuid(Uuid::from_u128(nummer))
}

fn actor(eigen: Vec<Toekenning>, waarnemingen: Vec<(Toekenning, GebruikerId)>) -> Actor {
    Actor {
        wie: Wie::Account(Account { gebruiker: id(1), organisatie: id(2).cast(), sessie: id(3).cast() }),
        eigen,
        waarnemingen,
        verzoek: Verzoek { id: Uuid::from_u128(4), toegangspunt: "::1".into() },
        nu: Moment::new("2026-11-23T09:00:00Z".parse().unwrap()),
    }
}

#[test]
fn wie_een_eigen_rol_heeft_neemt_daar_niet_waar_en_de_eerste_collega_wordt_genoemd() {
    let heerlen = Ligging { gemeente: Some(Gemeente::Gm0917), ..Ligging::default() };
    let daar = |gebied: Gebied| gebied.omvat(&heerlen);
    let coordinator = |gebied| Toekenning { rol: Rol::JgzCoordinator, gebied };
    let in_heerlen = coordinator(Gebied::Gemeente(Gemeente::Gm0917));
    let (parkstad, maastricht) = (Gebied::Subregio(Subregio::Parkstad), Gebied::Gemeente(Gemeente::Gm0935));
    let voor = vec![(coordinator(maastricht), id(7)), (coordinator(parkstad), id(8)), (in_heerlen, id(6))];

    let waarnemer = actor(Vec::new(), voor.clone());
    assert_eq!(waarnemer.namens(Rol::JgzCoordinator, daar), Some(id(8)));
    assert_eq!(waarnemer.namens(Rol::JgzCoordinator, |_| true), Some(id(7)));
    assert_eq!(waarnemer.namens(Rol::Voorzitter, |_| true), None);

    let elders = actor(vec![coordinator(maastricht)], voor.clone());
    assert_eq!(elders.namens(Rol::JgzCoordinator, daar), Some(id(8)));
    assert_eq!(elders.namens(Rol::JgzCoordinator, |_| true), None);

    let voorzitter = Toekenning { rol: Rol::Voorzitter, gebied: parkstad };
    let eigen = actor(vec![voorzitter, in_heerlen], voor);
    assert_eq!(eigen.namens(Rol::JgzCoordinator, daar), None, "her own goes before all others");
    assert_eq!(eigen.eerste_rol(), Some(Rol::Voorzitter));
    assert_eq!(eigen.toekenningen().count(), 5);
}

#[test]
fn wat_een_waarnemer_zelf_draagt_of_in_nood_opent_doet_zij_voor_niemand_anders() {
    let in_maastricht = Toekenning { rol: Rol::JgzCoordinator, gebied: Gebied::Gemeente(Gemeente::Gm0935) };
    let waarnemer = actor(Vec::new(), vec![(in_maastricht, id(7))]);
    let heerlen = Ligging { gemeente: Some(Gemeente::Gm0917), ..Ligging::default() };
    let draagt = Ligging { regisseur: Some(waarnemer.gebruiker()), ..heerlen };
    assert_eq!(
        grond::<CasusLezen>(&waarnemer, &draagt),
        Some((Grond::Regisseur, Some(Rol::JgzCoordinator), None)),
        "her colleague has nothing to do with Heerlen"
    );
    let in_nood = Ligging { noodprocedure: Some(waarnemer.gebruiker()), ..heerlen };
    assert_eq!(
        grond::<CasusLezen>(&waarnemer, &in_nood),
        Some((Grond::Noodprocedure, Some(Rol::JgzCoordinator), None))
    );
    assert_eq!(grond::<CasusLezen>(&waarnemer, &heerlen), None);
}
