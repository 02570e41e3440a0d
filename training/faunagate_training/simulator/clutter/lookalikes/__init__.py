"""Look-alikes: the forms of wildlife in other matter, and wildlife-like matter in other forms.

Modules of families export FAMILIES; a family's `mimics` is the class it is taken for. The same form comes in many
materials and the same material in many forms, so that neither alone gives the answer.
"""
