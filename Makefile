# The commands people need; bootstrap.py does the work and needs only Python.
.PHONY: app test check
app: ; python3 bootstrap.py app $(FOLDER)
test: ; python3 bootstrap.py test
check: ; python3 bootstrap.py check
