// The one script of the workplace: a browser asks a security key only when a script tells it to. What is asked stands in the form, and
// what the key says goes back in it; without this script the form says that it did not work.
const formulier = document.querySelector('form[data-sleutel]');
const zeg = (zin) => { document.querySelector('#sleutel-zegt').textContent = zin; };
const namen = { NotAllowedError: 'Er is geen sleutel gebruikt. Probeer het nog eens.', InvalidStateError: 'Deze sleutel hoort al bij uw account.', SecurityError: 'Op dit adres werken sleutels niet.' };

formulier.addEventListener('submit', async (gebeurtenis) => {
  const leeg = [...formulier.querySelectorAll('input:not([type=hidden])')].some((veld) => !veld.value.trim());
  if (leeg) return;
  gebeurtenis.preventDefault();
  zeg('Gebruik nu uw sleutel.');
  try {
    const opties = JSON.parse(formulier.dataset.opties);
    const sleutel = formulier.dataset.sleutel === 'maken'
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(opties) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(opties) });
    formulier.elements.antwoord.value = JSON.stringify(sleutel);
    formulier.submit();
  } catch (fout) {
    zeg(namen[fout.name] ?? 'Uw browser kon de sleutel niet vragen. Gebruik een nieuwere browser.');
  }
});
