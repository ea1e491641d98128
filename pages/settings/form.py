"""The base class of settings pages that are one form, whose fields are read and set by their names."""

from pages.browser.actions import BoundControl
from pages.browser.actor import Actor
from pages.screen import Answer, Control
from pages.settings.screen import SettingsScreen

FieldValue = bool | str | list[str]

# The fields that a person could change, by name. Checkboxes that share a name are a list of the checked values.
_READ = """form => {
  const found = {}, choices = {};
  for (const field of form.elements) {
    const { name, type, value } = field;
    if (!name || field.disabled || ['hidden', 'submit', 'button', 'file', 'password'].includes(type)) continue;
    if (type === 'radio') {
      (choices[name] ??= []).push(value);
      if (field.checked) found[name] = value;
    } else if (type === 'checkbox' && name.endsWith('[]')) {
      (choices[name] ??= []).push(value);
      found[name] ??= [];
      if (field.checked) found[name].push(value);
    } else if (type === 'checkbox') found[name] = field.checked;
    else {
      found[name] = value;
      if (type === 'select-one') choices[name] = [...field.options].map(option => option.value);
    }
  }
  return [found, choices];
}"""


class SettingsForm(SettingsScreen):
    """A settings page with one form (3.5 to 4.7). Nothing is saved until `save`.

    The names of the fields differ by release, so that the methods take them. A form sends all its fields; those that
    are not set keep the values that the page shows.
    """

    form = loaded = Control('form[action$="{address}"]')
    checkbox = Control('form[action$="{address}"] input[type=checkbox][name="{name}"]')
    option = Control(
        'form[action$="{address}"] input:is([type=checkbox], [type=radio])[name="{name}"][value="{value}"]'
    )
    drop_down = Control('form[action$="{address}"] select[name="{name}"]')
    text = Control('form[action$="{address}"] :is(textarea, input)[name="{name}"]')
    # Some pages have the button in their heading, some below the form, some have both.
    save_in_heading = Control(".content__heading__actions button[type=submit][form]")
    save_below = Control('form[action$="{address}"] .actions button[type=submit]')

    def __init__(self, actor: Actor, **names: str) -> None:
        super().__init__(actor, address=self.address, **names)

    def fields(self) -> tuple[dict[str, FieldValue], dict[str, list[str]]]:
        """The values of the fields by their names, and the values that drop-down lists and options can have.

        Disabled fields are skipped, as a browser does when it sends the form.
        """
        found: tuple[dict[str, FieldValue], dict[str, list[str]]] = self.form.locator.evaluate(_READ)
        return found[0], found[1]

    def set_field(self, name: str, value: FieldValue) -> None:
        """Set a field.

        Args:
            name: its name in the form.
            value: for a checkbox whether it is checked, for several checkboxes with one name those to check as well,
                for options and drop-down lists the value to choose, otherwise the text.
        """
        if isinstance(value, bool):
            self.actor.check(SettingsForm.checkbox.bind(self, name=name), on=value)
        elif isinstance(value, list):
            for one in value:
                self.actor.check(self._option(name, one))
        elif (drop_down := SettingsForm.drop_down.bind(self, name=name)).present():
            self.actor.choose(drop_down, value)
        elif (option := self._option(name, value)).present():
            self.actor.check(option)
        else:
            self.actor.fill(SettingsForm.text.bind(self, name=name), value)

    def save(self) -> Answer:
        """Click "Save changes".

        Returns:
            The messages of the page.
        """
        self.actor.follow(self.save_in_heading if self.save_in_heading.present() else self.save_below)
        return self.wait().answer()

    def _option(self, name: str, value: str) -> BoundControl:
        return SettingsForm.option.bind(self, name=name, value=value)
