
echo; echo "6. Ook komt het gezin aan het knooppunt: de voorzitter plant een bijeenkomst, legt een afspraak vast met wat de"
echo "   moeder ervan vindt, en stelt het verslag vast."
vraag "$COORDINATOR" POST "/v1/casussen/$CASUS/doorgeleidingen" '{"route":"knooppunt","desk":"'$DESK_KNOOPPUNT'","vraag":"Graag samen om tafel."}'
TAFELVRAAG=$(veld id)
vraag "$VOORZITTER" GET "/v1/doorgeleidingen/$TAFELVRAAG"
vraag "$VOORZITTER" POST "/v1/doorgeleidingen/$TAFELVRAAG/aanvaarding" '' "$(etag)"
vraag "$VOORZITTER" POST /v1/knooppunten/GM0917/bijeenkomsten '{"geplandOp":"'$(date -u -d '+2 seconds' +%FT%TZ)'","plaats":"Wijkcentrum Voorbeeld"}'
BIJEENKOMST=$(veld id)
vraag "$VOORZITTER" POST "/v1/bijeenkomsten/$BIJEENKOMST/agendapunten" '{"casus":"'$CASUS'"}'
PUNT=$(veld id)
vraag "$VOORZITTER" POST "/v1/agendapunten/$PUNT/deelnemers" '{"soort":"ouder","hoedanigheid":"moeder"}'
MOEDER=$(veld id)
vraag "$VOORZITTER" POST "/v1/agendapunten/$PUNT/afspraken" '{"wat":"Samen naar het spreekuur over stoppen.","wie":"'$MOEDER'","uiterlijk":"{{over_een_maand}}",
 "thema":"verslaving","positie":{"oordeel":"akkoord-met-opmerking","woorden":"Als het op een avond kan."}}'
vraag "$VOORZITTER" GET "/v1/agendapunten/$PUNT"
vraag "$VOORZITTER" POST "/v1/agendapunten/$PUNT/besluit" '{"casusregisseur":"{{regisseur}}","evaluatieOp":"{{over_drie_maanden}}"}' "$(etag)"
sleep 2   # een bijeenkomst is pas te houden als haar moment er is
vraag "$VOORZITTER" GET "/v1/bijeenkomsten/$BIJEENKOMST"
vraag "$VOORZITTER" POST "/v1/bijeenkomsten/$BIJEENKOMST/verslag" '' "$(etag)"
vraag "$VOORZITTER" POST "/v1/bijeenkomsten/$BIJEENKOMST/vaststelling" '' "$(etag)"
