// Asks the device for a passkey and sends its answer with the form it stands in.
(() => {
  'use strict'
  const readOptions = (form) => JSON.parse(document.getElementById(form.dataset.options).textContent)

  const ask = async (form) => {
    const options = readOptions(form)
    const answer = form.dataset.passkey === 'create'
      ? await window.webauthnJSON.create(options)
      : await window.webauthnJSON.get(options)
    form.querySelector('[name=credential]').value = JSON.stringify(answer)
    form.submit()
  }

  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      const failed = form.querySelector('[data-passkey-failed]')
      failed.hidden = true
      ask(form).catch(() => { failed.hidden = false })
    })
  }
})()
