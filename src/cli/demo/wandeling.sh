# Eén gezin, van zorg tot steun. Nodig: curl, grep, sed, head, tr, date.
export KNOOPPUNT={{adres}}
{{tokens}}
export DESK_HUISBEZOEK={{desk_huisbezoek}} DESK_VOORZORG={{desk_voorzorg}} DESK_KNOOPPUNT={{desk_knooppunt}}
# vraag TOKEN METHODE PAD [JSON] [ETAG]: vraagt, toont het antwoord en bewaart het in $ANTWOORD
vraag() {
  ANTWOORD=$(curl -sS --fail-with-body -i -X "$2" "$KNOOPPUNT$3" -H "Authorization: Bearer $1" \
    ${5:+-H "If-Match: $5"} ${4:+-H "Content-Type: application/json" -d "$4"}) || { echo "$ANTWOORD"; return 1; }
  ANTWOORD=$(printf '%s' "$ANTWOORD" | tr -d '\r')
  printf '%s\n' "$ANTWOORD" | sed '1,/^$/d'
}
# veld NAAM: de eerste waarde met die naam in het antwoord; etag: de versie ervan
veld() { printf '%s\n' "$ANTWOORD" | grep -o "\"$1\":\"[^\"]*\"" | head -n 1 | sed 's/^"[^"]*":"//; s/"$//'; }
etag() { printf '%s\n' "$ANTWOORD" | grep -i '^etag:' | sed 's/^[^ ]* //'; }
NUMMER=$(date +%s)

echo; echo "1. De verloskundige registreert een signaal, met toestemming van de vrouw."
vraag "$VERLOSKUNDIGE" POST /v1/signalen '{"gemeente":"GM0917","toestemming":{"besluit":"gegeven","wijze":"mondeling","gegevenDoor":"client","items":[
 {"doel":"verkenning","ontvanger":"jgz-coordinatie","onderdelen":["contactgegevens","zwangerschap","themas","kwetsbaarheid","eigen-vraag"]},
 {"doel":"verkenning","ontvanger":"prenataal-huisbezoek","onderdelen":["contactgegevens","zwangerschap","themas"]},
 {"doel":"steun-op-maat","ontvanger":"voorzorg","onderdelen":["contactgegevens","zwangerschap","themas","eigen-vraag"]},
 {"doel":"bespreking","ontvanger":"knooppunt","onderdelen":["contactgegevens","themas"]}]},
 "client":{"naam":"Fictieve Wandelaar '$NUMMER'","geboortedatum":"{{geboren}}","telefoon":"06 '$NUMMER'","veiligBereikbaar":["bellen"]},
 "zwangerschap":{"zwanger":true,"uitgerekend":"{{uitgerekend}}","bron":"termijnecho","aantalKinderen":1,"eersteKind":true},
 "themas":["verslaving","stress"],"kwetsbaarheid":{"graad":"kwetsbaar","samenGewogen":true},"eigenVraag":"Wie kan mij helpen om te stoppen?"}'
SIGNAAL=$(veld id)

echo; echo "2. De coördinator vindt de casus in de wachtrij, leest haar en neemt haar in behandeling."
vraag "$COORDINATOR" POST /v1/casussen/_zoek '{"fase":"signaleren","gemeente":"GM0917","thema":"verslaving"}'
CASUS=$(veld id)
vraag "$COORDINATOR" GET "/v1/casussen/$CASUS"
vraag "$COORDINATOR" POST "/v1/casussen/$CASUS/behandeling" '' "$(etag)"

echo; echo "3. Zij leest welke steun past en waarom, en vraagt een prenataal huisbezoek aan."
vraag "$COORDINATOR" GET "/v1/casussen/$CASUS/routeadvies"
vraag "$COORDINATOR" POST "/v1/casussen/$CASUS/doorgeleidingen" '{"route":"prenataal-huisbezoek","desk":"'$DESK_HUISBEZOEK'","vraag":"Graag kennismaken."}'
HUISBEZOEK=$(veld id)

echo; echo "4. De jeugdverpleegkundige leest, aanvaardt, gaat op bezoek en begint; zij legt de uitkomst vast en rondt af."
vraag "$JEUGDVERPLEEGKUNDIGE" GET "/v1/doorgeleidingen/$HUISBEZOEK"
vraag "$JEUGDVERPLEEGKUNDIGE" POST "/v1/doorgeleidingen/$HUISBEZOEK/aanvaarding" '' "$(etag)"
TRAJECT=$(printf '%s' "$ANTWOORD" | grep -o '/v1/trajecten/[^"]*' | head -n 1)
vraag "$JEUGDVERPLEEGKUNDIGE" POST "$TRAJECT/contactmomenten" '{"soort":"huisbezoek","geplandOp":"'$(date -u +%Y-%m-%dT%H:%M:%SZ)'"}'
vraag "$JEUGDVERPLEEGKUNDIGE" POST "/v1/contactmomenten/$(veld id)/afloop" '{"uitkomst":"gehouden"}' "$(etag)"
vraag "$JEUGDVERPLEEGKUNDIGE" GET "/v1/doorgeleidingen/$HUISBEZOEK"
vraag "$JEUGDVERPLEEGKUNDIGE" POST "/v1/doorgeleidingen/$HUISBEZOEK/start" '' "$(etag)"
GESTART=$(etag)
vraag "$JEUGDVERPLEEGKUNDIGE" GET "$TRAJECT"
vraag "$JEUGDVERPLEEGKUNDIGE" POST "$TRAJECT/uitkomst" '{"themas":["verslaving"],"wensen":"Stoppen, en weten bij wie ik terechtkan.","vervolgacties":["voorzorg"]}' "$(etag)"
vraag "$JEUGDVERPLEEGKUNDIGE" POST "/v1/doorgeleidingen/$HUISBEZOEK/afronding" '{"resultaten":[{"doel":"Kennismaken","oordeelGezin":"bereikt","oordeelProfessional":"bereikt"}]}' "$GESTART"

echo; echo "5. De coördinator vraagt VoorZorg; de verpleegkundige van VoorZorg aanvaardt, en het gezin zegt ja."
vraag "$COORDINATOR" POST "/v1/casussen/$CASUS/doorgeleidingen" '{"route":"voorzorg","desk":"'$DESK_VOORZORG'","vraag":"Graag starten voor 28 weken."}'
VOORZORGVRAAG=$(veld id)
vraag "$VOORZORG" GET "/v1/doorgeleidingen/$VOORZORGVRAAG"
vraag "$VOORZORG" POST "/v1/doorgeleidingen/$VOORZORGVRAAG/aanvaarding" '' "$(etag)"
vraag "$VOORZORG" POST "/v1/doorgeleidingen/$VOORZORGVRAAG/gezinsantwoord" '{"antwoord":"ja"}' "$(etag)"
{{knooppunt}}
echo; echo "7. De verloskundige leest wat er van haar signaal geworden is."
vraag "$VERLOSKUNDIGE" GET "/v1/signalen/$SIGNAAL"

echo; echo "8. De onderzoeker leest de vrijgegeven aantallen; bij een persoon komt zij nooit."
vraag "$ONDERZOEKER" GET /v1/publicaties
PUBLICATIE=$(veld id)
vraag "$ONDERZOEKER" GET "/v1/publicaties/$PUBLICATIE"

echo; echo "9. De beheerder laat een nieuwe praktijk binnen; haar verloskundige registreert dezelfde minuut een signaal."
vraag "$BEHEERDER" POST /v1/organisaties '{"naam":"Verloskundigen Fictief '$NUMMER'","soort":"verloskundigenpraktijk","gemeenten":["GM0917"]}'
PRAKTIJK=$(veld id)
vraag "$BEHEERDER" POST /v1/gebruikers '{"gebruikersnaam":"nieuw-'$NUMMER'","naam":"Fictieve Verloskundige","organisatie":"'$PRAKTIJK'","toekenningen":[{"rol":"signaleerder"}]}'
CODE=$(veld code)
vraag "" POST /v1/uitnodigingen/aanvaarding '{"code":"'$CODE'","wachtwoord":"{{wachtwoord}}"}'
GEHEIM=$(veld totpGeheim)
vraag "" POST /v1/sessies '{"gebruikersnaam":"nieuw-'$NUMMER'","wachtwoord":"{{wachtwoord}}","totpCode":"'$("{{programma}}" code "$GEHEIM")'"}'
vraag "$(veld toegangstoken)" POST /v1/signalen '{"gemeente":"GM0917","toestemming":{"besluit":"geweigerd"}}'

echo; echo "10. De functionaris gegevensbescherming ziet welke noodprocedures op een oordeel wachten; wat te laat is staat bovenaan."
vraag "$FG" GET /v1/noodprocedures

echo; echo "11. Zij ziet ook wat in het logboek aandacht vraagt, met de reden: van elk soort het laatste."
for REGEL in noodprocedure zonder-relatie nacht te-vaak na-sluiting; do
    vraag "$FG" GET "/v1/logboek/aandacht?regel=$REGEL&aantal=1"
done

echo; echo "12. De coördinator vraagt voor het gezin op wie hun gegevens zag; in een browser is het een pagina om te printen."
vraag "$COORDINATOR" GET "/v1/casussen/$CASUS"
INZAGE=$(printf '%s' "$ANTWOORD" | grep -o '/v1/clienten/[^"]*/inzage')
vraag "$COORDINATOR" GET "$INZAGE"
